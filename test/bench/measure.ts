import { monitorEventLoopDelay } from 'node:perf_hooks';

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Milliseconds. */
export async function longestStall(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  // A stall in the turn that enables the monitor is not seen.
  await new Promise((resolve) => setTimeout(resolve, 100));
  delay.reset();
  await work();
  await new Promise((resolve) => setTimeout(resolve, 30));
  delay.disable();
  return Math.max(0, delay.max / 1e6 - 10);
}
