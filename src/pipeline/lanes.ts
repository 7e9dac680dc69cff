import { abortError } from '../common/abort.js';
import type { ModelInfo } from '../models/modelInfo.js';

/** Who takes in work, as far as it is worth telling apart how much at once. */
export interface Lane {
  readonly key: string;
  /** How many pieces of work it takes at a time. */
  readonly limit: number;
}

/** By provider, or by `local` for all servers on this computer, or by `*` for whoever has none. */
export type LaneLimits = Readonly<Record<string, number>>;

/**
 * fal runs two jobs of a new account at a time and lets the rest wait; a model on this computer has the computer to itself;
 * the built-in writer and the built-in covers have one thread each.
 */
const usualLimits: LaneLimits = { fal: 2, vscode: 2, local: 1, builtin: 1 };
const usualLimit = 4;

/** The lane of a step that this model answers. */
export function laneOf({ provider, channel }: ModelInfo, kind: string, limits: LaneLimits = {}): Lane {
  // Writing and drawing do not stand in each other's way here, and what a local server is called does not matter.
  const name = channel === 'local' ? 'local' : provider;
  const key = channel === 'builtin' ? `${provider} ${kind}` : name;
  const limit = own(limits, provider) ?? own(limits, name) ?? own(limits, '*') ?? own(usualLimits, name) ?? usualLimit;
  return { key, limit: Math.max(1, limit) };
}

function own(limits: LaneLimits, name: string): number | undefined {
  return Object.hasOwn(limits, name) ? limits[name] : undefined;
}

interface Waiting {
  readonly place: number;
  readonly start: () => void;
  readonly leave: () => void;
}

/**
 * Lets work in, so much at a time in each lane. Where several pieces wait, the one with the lowest place goes first; no lane stands
 * idle while work for it waits.
 */
export class Lanes {
  private readonly running = new Map<string, number>();
  private readonly waiting = new Map<string, Waiting[]>();

  /** Aborted, it lets nobody in any more; what runs hears of an abort by its own means. */
  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => {
      for (const queue of this.waiting.values()) for (const { leave } of queue.splice(0)) leave();
    }, { once: true });
  }

  /** Rejects with `AbortError` when aborted before it was let in. Work that needs its room no more gives it back before its end. */
  async run<T>(lane: Lane, place: number, work: (waited: boolean, giveBack: () => void) => Promise<T>): Promise<T> {
    const waited = this.count(lane.key) >= lane.limit;
    if (this.signal.aborted) throw abortError();
    if (waited) await this.turn(lane.key, place);
    else this.running.set(lane.key, this.count(lane.key) + 1);
    let hasRoom = true;
    const giveBack = (): void => {
      if (hasRoom) this.next(lane.key);
      hasRoom = false;
    };
    try {
      return await work(waited, giveBack);
    } finally {
      giveBack();
    }
  }

  private count(key: string): number {
    return this.running.get(key) ?? 0;
  }

  private turn(key: string, place: number): Promise<void> {
    const queue = this.waiting.get(key) ?? [];
    this.waiting.set(key, queue);
    return new Promise((resolve, reject) => {
      queue.splice(placeIn(queue, place), 0, { place, start: resolve, leave: () => { reject(abortError()); } });
    });
  }

  /** Hands the room over, so that nobody can come in between. */
  private next(key: string): void {
    const next = this.waiting.get(key)?.shift();
    if (next) next.start();
    else this.running.set(key, this.count(key) - 1);
  }
}

/** Behind all with the same place: the queue is in order, and long. */
function placeIn(queue: readonly Waiting[], place: number): number {
  let [low, high] = [0, queue.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.place ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
