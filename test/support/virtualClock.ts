/** Time that stands still while anything can go on, and then goes on to the next timer at once. */
export class VirtualClock {
  private readonly timers: { readonly at: number; readonly wake: () => void }[] = [];
  now = 0;

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const at = this.now + ms;
      const index = this.timers.findIndex((timer) => timer.at > at);
      this.timers.splice(index < 0 ? this.timers.length : index, 0, { at, wake: resolve });
    });
  }

  /** Resolves with the work; rejects when it waits for something that no timer brings. `onQuiet` looks around before each jump. */
  async run<T>(work: Promise<T>, onQuiet: () => void = () => undefined): Promise<T> {
    const state = { isDone: false };
    const ended = (): void => { state.isDone = true; };
    work.then(ended, ended);
    for (;;) {
      // All that can go on without time does so before the queue of immediates is reached again.
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isDone) return work;
      onQuiet();
      const next = this.timers.shift();
      if (!next) throw new Error('Nothing goes on and no timer runs');
      this.now = next.at;
      next.wake();
    }
  }
}
