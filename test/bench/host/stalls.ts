import { PerformanceObserver, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { benchLine, type Phase, type Stall } from './report.js';

const beatMs = 5;
/** Later than this is worth a line. */
const leastMs = 15;
const resolutionMs = 10;
const mostRestlessMs = 90_000;

interface Late {
  readonly phase: string;
  readonly start: number;
  readonly end: number;
  readonly runningMs: number;
}

/** Watches how long the thread that it runs on stands still, phase by phase. */
export class Stalls {
  readonly phases: Phase[] = [];
  private readonly delay = monitorEventLoopDelay({ resolution: resolutionMs });
  private readonly late: Late[] = [];
  private readonly collections: { readonly start: number; readonly end: number }[] = [];
  private readonly observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) if (duration > 1) this.collections.push({ start: startTime, end: startTime + duration });
  });
  private timer: NodeJS.Timeout | undefined;
  private phase = '';
  private last = 0;
  private lastCpu = 0;

  constructor() {
    this.observer.observe({ entryTypes: ['gc'] });
  }

  /** Everything that stands still while `work` runs counts for this phase. `until` says when it was done, if before its end. */
  async during<Result>(name: string, isOurs: boolean, work: () => Promise<Result>, until: () => { readonly at: number; readonly cpuMs: number } = now): Promise<Result> {
    await this.start(name);
    console.log(benchLine + name);
    const started = now();
    try {
      return await work();
    } finally {
      const ended = until();
      // What stood still last shows when the timers come.
      await wait(3 * resolutionMs);
      this.stop();
      this.phases.push({
        name,
        isOurs,
        wallMs: ended.at - started.at,
        cpuMs: ended.cpuMs - started.cpuMs,
        longestStallMs: Math.max(0, this.delay.max / 1e6 - resolutionMs),
        longestRunMs: Math.max(0, ...this.late.filter(({ phase }) => phase === name).map(({ runningMs }) => runningMs)),
      });
    }
  }

  /** The longest first. */
  longest(count: number): readonly Stall[] {
    const offset = Number(process.hrtime.bigint() / 1000n) - performance.now() * 1000;
    return [...this.late]
      .sort((a, b) => length(b) - length(a))
      .slice(0, count)
      .map(({ phase, start, end, runningMs }) => ({
        phase,
        ms: end - start,
        runningMs,
        gcMs: this.collections.reduce((sum, collection) => sum + Math.max(0, Math.min(end, collection.end) - Math.max(start, collection.start)), 0),
        at: Math.round(start * 1000 + offset),
      }));
  }

  dispose(): void {
    this.stop();
    this.observer.disconnect();
  }

  private async start(name: string): Promise<void> {
    this.delay.enable();
    // A stall in the turn that enables the monitor is not seen.
    await wait(10 * resolutionMs);
    this.delay.reset();
    this.phase = name;
    this.last = performance.now();
    this.lastCpu = threadCpuMs();
    this.timer = setInterval(() => { this.beat(); }, beatMs);
  }

  private stop(): void {
    clearInterval(this.timer);
    this.delay.disable();
  }

  private beat(): void {
    const end = performance.now();
    const cpu = threadCpuMs();
    const start = this.last + beatMs;
    if (end - start > leastMs) this.late.push({ phase: this.phase, start, end, runningMs: cpu - this.lastCpu });
    this.last = end;
    this.lastCpu = cpu;
  }
}

export function now(): { readonly at: number; readonly cpuMs: number } {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpuMs: (user + system) / 1000 };
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves when this thread has had next to nothing to do for a second. Rejects when it does not come to rest. */
export async function quiet(): Promise<void> {
  const until = performance.now() + mostRestlessMs;
  let share = 0;
  for (let still = 0; still < 5; still = share < 0.1 ? still + 1 : 0) {
    if (performance.now() > until) throw new Error(`The extension host does not come to rest: it is busy for ${(share * 100).toFixed(0)} % of the time`);
    const [at, cpuMs] = [performance.now(), threadCpuMs()];
    await wait(200);
    share = (threadCpuMs() - cpuMs) / (performance.now() - at);
  }
}

function length({ start, end }: Late): number {
  return end - start;
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
