/** One bound on the whole of a call and one on the wait at hand, on top of the caller's own signal. */
export interface Deadline {
  /** Aborted by the caller, by either bound, or by `stop`. */
  readonly signal: AbortSignal;
  readonly controller: AbortController;
  /** How many milliseconds a wait was allowed to take that took longer; `undefined` while none has. */
  readonly expiredMs: number | undefined;
  /** Starts the bound of the next wait, in place of the last one. */
  allow(ms: number): void;
  /** No wait is bounded while the provider is not what is waited for. */
  pause(): void;
  /** Ends the timers. For a reply that was read to its end: to abort it then costs milliseconds and does nothing. */
  end(): void;
  /** Ends the timers and whatever still runs. */
  stop(): void;
}

export function startDeadline(caller: AbortSignal | undefined, totalMs: number): Deadline {
  const controller = new AbortController();
  let expiredMs: number | undefined;
  const expire = (ms: number): void => {
    expiredMs ??= ms;
    controller.abort();
  };
  const onAbort = (): void => {
    controller.abort();
  };
  const total = setTimeout(expire, totalMs, totalMs);
  // Set anew for every chunk of a stream: the timer is kept and started again.
  let wait: { readonly ms: number; readonly timer: NodeJS.Timeout } | undefined;
  let isWaiting = false;
  if (caller?.aborted) controller.abort();
  caller?.addEventListener('abort', onAbort, { once: true });
  const end = (): void => {
    clearTimeout(total);
    clearTimeout(wait?.timer);
    wait = undefined;
    caller?.removeEventListener('abort', onAbort);
  };
  return {
    controller,
    signal: controller.signal,
    get expiredMs() {
      return expiredMs;
    },
    allow: (ms) => {
      isWaiting = true;
      if (wait?.ms === ms) {
        wait.timer.refresh();
        return;
      }
      clearTimeout(wait?.timer);
      const timer = setTimeout(() => {
        if (isWaiting) expire(ms);
      }, ms);
      wait = { ms, timer };
    },
    pause: () => {
      isWaiting = false;
    },
    end,
    stop: () => {
      end();
      controller.abort();
    },
  };
}

/** Resolves after `ms`, or as soon as `signal` is aborted; never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** A signal that follows another one `graceMs` later: for what is worth finishing when the caller cancels. */
export function lateSignal(caller: AbortSignal, graceMs: number): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => {
      controller.abort();
    }, graceMs);
  };
  if (caller.aborted) onAbort();
  else caller.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', onAbort);
    },
  };
}
