import type { StepId } from '../common/terms.js';
import type { Price } from '../common/price.js';
import type { ModelInfo } from '../models/modelInfo.js';
import type { WriterNotes } from '../models/textModel.js';

/** A step that is running now. */
export interface ActiveRun {
  /** The post's uri as a string. */
  readonly post: string;
  readonly step: StepId;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly price: Price;
  readonly info: ModelInfo;
  /** One line for people. */
  readonly message: string | undefined;
  /** What was written so far. */
  readonly text: string | undefined;
  readonly cancel: () => void;
}

/** What the last run of a step had to say. */
export interface StepRemarks {
  readonly notes: WriterNotes;
  readonly warnings: readonly string[];
}

type Listener = (post: string) => void;

/** Which steps run on which posts, and what the last ones remarked. Owned by the window; nothing is persisted. */
export class Runs {
  private readonly active = new Map<string, ActiveRun>();
  private readonly remarks = new Map<string, StepRemarks>();
  private readonly listeners = new Set<Listener>();

  onDidChange(listener: Listener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Oldest first. */
  of(post: string): readonly ActiveRun[] {
    return [...this.active.values()].filter((run) => run.post === post);
  }

  get all(): readonly ActiveRun[] {
    return [...this.active.values()];
  }

  start(run: ActiveRun): void {
    this.active.set(key(run.post, run.step), run);
    this.emit(run.post);
  }

  update(post: string, step: StepId, change: Partial<Pick<ActiveRun, 'message' | 'text'>>): void {
    const run = this.active.get(key(post, step));
    if (!run) return;
    this.active.set(key(post, step), { ...run, ...change });
    this.emit(post);
  }

  end(post: string, step: StepId, remarks: StepRemarks | undefined): void {
    this.active.delete(key(post, step));
    if (remarks) this.remarks.set(key(post, step), remarks);
    this.emit(post);
  }

  remarksOn(post: string, step: StepId): StepRemarks | undefined {
    return this.remarks.get(key(post, step));
  }

  private emit(post: string): void {
    for (const listener of this.listeners) listener(post);
  }
}

function key(post: string, step: StepId): string {
  return `${step} ${post}`;
}
