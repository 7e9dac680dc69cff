/** Keeps the one thing that was made last, for as long as it is asked for by the same choice. */
export class Latest<T> {
  private made: { readonly name: string; readonly promise: Promise<T>; value: T | undefined } | undefined;

  get(choice: object, make: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(choice);
    if (this.made?.name === name) return this.made.promise;
    const promise = make();
    const made = { name, promise, value: undefined as T | undefined };
    this.made = made;
    promise.then(
      (value) => { made.value = value; },
      // What could not be made is tried again the next time.
      () => { if (this.made === made) this.made = undefined; },
    );
    return promise;
  }

  /** What was made for this choice, if it is there by now. */
  peek(choice: object): T | undefined {
    return this.made?.name === JSON.stringify(choice) ? this.made.value : undefined;
  }
}
