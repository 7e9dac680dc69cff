/** Milliseconds of work between two yields: far below what a person notices. */
const slice = 8;

/** Does work in slices and lets the rest of the extension host run between them. */
export class Slices {
  private until = 0;

  /** To be awaited between pieces of work; mostly at once. */
  async pause(): Promise<void> {
    if (performance.now() < this.until) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.until = performance.now() + slice;
  }

  async finish<Result>(work: Generator<undefined, Result>): Promise<Result> {
    for (;;) {
      await this.pause();
      const step = work.next();
      if (step.done) return step.value;
    }
  }
}
