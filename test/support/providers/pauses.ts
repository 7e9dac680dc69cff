/** Waits that all end at once when the server closes, so that nothing outlives it. */
export interface Pauses {
  /** False when the server was closed meanwhile. */
  wait(ms: number): Promise<boolean>;
  close(): void;
}

export function createPauses(): Pauses {
  const open = new Map<NodeJS.Timeout, (ranOut: boolean) => void>();
  let closed = false;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        if (closed) {
          resolve(false);
          return;
        }
        const timer = setTimeout(() => {
          open.delete(timer);
          resolve(true);
        }, ms);
        open.set(timer, resolve);
      }),
    close: () => {
      closed = true;
      for (const [timer, resolve] of open) {
        clearTimeout(timer);
        resolve(false);
      }
      open.clear();
    },
  };
}
