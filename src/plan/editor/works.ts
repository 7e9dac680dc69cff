import * as vscode from 'vscode';
import type { BusyState } from '../reviewProtocol.js';

interface Work {
  readonly label: string;
  readonly startedAt: number;
  /** `undefined` for what ends by itself at once. */
  readonly controller: AbortController | undefined;
}

/** What is being done to each review: one thing at a time, so that a second click changes nothing. */
export class Works implements vscode.Disposable {
  private readonly works = new Map<string, Work>();
  private readonly changed = new vscode.EventEmitter<void>();

  readonly onDidChange = this.changed.event;

  of(id: string): BusyState | undefined {
    const work = this.works.get(id);
    return work && { label: work.label, seconds: (Date.now() - work.startedAt) / 1000, canCancel: work.controller !== undefined && !work.controller.signal.aborted };
  }

  async run(id: string, label: string, canCancel: boolean, work: (signal: AbortSignal, report: (label: string) => void) => Promise<void>): Promise<void> {
    if (this.works.has(id)) return;
    const controller = new AbortController();
    const startedAt = Date.now();
    const show = (text: string): void => {
      this.works.set(id, { label: text, startedAt, controller: canCancel ? controller : undefined });
      this.changed.fire();
    };
    show(label);
    try {
      await work(controller.signal, show);
    } finally {
      this.works.delete(id);
      this.changed.fire();
    }
  }

  cancel(id: string): void {
    this.works.get(id)?.controller?.abort();
    this.changed.fire();
  }

  dispose(): void {
    for (const { controller } of this.works.values()) controller?.abort();
    this.changed.dispose();
  }
}
