/** Work that is little, at once and without pauses. */
export function finishNow<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
