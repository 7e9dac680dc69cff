import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import { abortError } from '../common/abort.js';
import { ServiceError } from '../models/serviceError.js';
import type { CoverFiles, FromWorker, ToWorker } from './protocol.js';
import type { CoverRequest, CoverResult } from './renderCover.js';

/** Draws covers off the caller's thread, one at a time, in the order asked. */
export interface CoverRenderer {
  /** Rejects with `ServiceError`, or with an `AbortError` once the signal is aborted. */
  render(request: CoverRequest, signal: AbortSignal): Promise<CoverResult>;
  /** Ends the thread; what is waiting rejects with an `AbortError`. */
  dispose(): void;
}

export interface CoverWorkerOptions extends CoverFiles {
  /** The worker's script, an absolute path. */
  readonly script: string;
  /** How long an idle thread is kept. Its memory (tens of MB) is given back only by ending it. */
  readonly idleMs?: number;
  /** Bound for one picture, start of the thread included. */
  readonly jobMs?: number;
}

const defaultIdleMs = 30_000;
const defaultJobMs = 60_000;

/** Where `npm run build` puts the worker's parts inside the extension's folder. */
export function coverWorkerFiles(extensionFolder: string): CoverWorkerOptions {
  return {
    script: join(extensionFolder, 'dist', 'cover', 'worker.js'),
    wasm: join(extensionFolder, 'dist', 'cover', 'resvg.wasm'),
    fonts: join(extensionFolder, 'media', 'fonts'),
  };
}

interface Job {
  readonly id: number;
  readonly request: CoverRequest;
  settle(outcome: { readonly result: CoverResult } | { readonly error: Error }): void;
}

/** The thread is started by the first picture. */
export class CoverWorker implements CoverRenderer {
  private readonly waiting: Job[] = [];
  private running: Job | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private nextId = 1;
  private isDisposed = false;

  constructor(private readonly options: CoverWorkerOptions) {}

  render(request: CoverRequest, signal: AbortSignal): Promise<CoverResult> {
    if (signal.aborted || this.isDisposed) return Promise.reject(abortError());
    return new Promise((resolve, reject) => {
      const job: Job = {
        id: this.nextId++,
        request,
        settle: (outcome) => {
          signal.removeEventListener('abort', onAbort);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.result);
        },
      };
      const onAbort = (): void => {
        this.cancel(job);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.push(job);
      this.startNext();
    });
  }

  dispose(): void {
    this.isDisposed = true;
    const dropped = this.running ? [this.running, ...this.waiting] : [...this.waiting];
    this.waiting.length = 0;
    this.running = undefined;
    this.endWorker();
    for (const job of dropped) job.settle({ error: abortError() });
  }

  private startNext(): void {
    if (this.running || this.isDisposed) return;
    const job = this.waiting.shift();
    clearTimeout(this.timer);
    if (!job) {
      this.timer = setTimeout(() => { this.endWorker(); }, this.options.idleMs ?? defaultIdleMs).unref();
      return;
    }
    this.running = job;
    this.timer = setTimeout(() => { this.fail(new ServiceError('timeout', t('Could not draw the cover: it took too long.'))); }, this.options.jobMs ?? defaultJobMs);
    const message: ToWorker = { id: job.id, request: job.request };
    try {
      this.worker ??= this.startWorker();
      this.worker.ref();
      this.worker.postMessage(message);
    } catch (error) {
      this.fail(crashed(error));
    }
  }

  private startWorker(): Worker {
    const { script, wasm, fonts } = this.options;
    const files: CoverFiles = { wasm, fonts };
    // Flags of this process, such as a loader or a debugger port, are not for the drawing thread.
    const worker = new Worker(script, { workerData: files, execArgv: [] });
    worker.on('message', (reply: FromWorker) => {
      if (worker === this.worker) this.receive(reply);
    });
    worker.on('error', (error) => {
      if (worker === this.worker) this.fail(crashed(error));
    });
    worker.on('exit', () => {
      if (worker === this.worker) this.fail(crashed(undefined));
    });
    return worker;
  }

  private receive(reply: FromWorker): void {
    const job = this.running;
    if (job?.id !== reply.id) return;
    this.running = undefined;
    // An idle thread must not keep the process alive.
    this.worker?.unref();
    if (reply.type === 'done') job.settle({ result: reply.result });
    else {
      // After a failed start every later job would fail the same way: the next one gets a new thread.
      this.endWorker();
      job.settle({ error: crashed(new Error(reply.message)) });
    }
    this.startNext();
  }

  /** The thread is ended too, as drawing cannot be interrupted otherwise. */
  private cancel(job: Job): void {
    const index = this.waiting.indexOf(job);
    if (index >= 0) this.waiting.splice(index, 1);
    if (this.running === job) {
      this.running = undefined;
      this.endWorker();
    }
    job.settle({ error: abortError() });
    this.startNext();
  }

  private fail(error: ServiceError): void {
    const job = this.running;
    this.running = undefined;
    this.endWorker();
    job?.settle({ error });
    this.startNext();
  }

  private endWorker(): void {
    clearTimeout(this.timer);
    const worker = this.worker;
    this.worker = undefined;
    void worker?.terminate();
  }
}

function crashed(cause: unknown): ServiceError {
  return new ServiceError('unexpected', t('Could not draw the cover: the drawing thread stopped.'), { cause });
}
