/** What both ends agree on: messages out, one state that outlives a reload. */
export interface Host<Out, State> {
  readonly send: (message: Out) => void;
  /** As it was saved, unchecked. */
  readonly saved: unknown;
  readonly save: (state: State) => void;
}

/** May be called once per page. */
export function connect<Out, State>(): Host<Out, State> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => {
      api.postMessage(message);
    },
    saved: api.getState(),
    save: (state) => {
      api.setState(state);
    },
  };
}

/** The texts that the host put into the page, by the names of its `strings.ts`. */
export function readStrings(): unknown {
  return JSON.parse(document.body.dataset['strings'] ?? '{}');
}

/** Fills `{0}`, `{1}`… */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

/** Runs `task` in the next frame, once however often it is asked for; `pace` leaves the editor time after slow frames. */
export function framed(task: () => void): () => void {
  let asked = false;
  let busyUntil = 0;
  const run = (): void => {
    const start = performance.now();
    if (start < busyUntil) {
      requestAnimationFrame(run);
      return;
    }
    asked = false;
    task();
    const took = performance.now() - start;
    // A frame that took long (a huge body) is followed by as long a rest.
    busyUntil = took > 50 ? performance.now() + took : 0;
  };
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(run);
  };
}
