import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { root } from './paths.js';
import type { ChildReport, ChildTask } from './payingChild.js';

/** A process of its own that pays. */
export interface PayingProcess {
  /** Resolves once it stands at a point of its task, for the `count`th time. */
  reached(count?: number): Promise<void>;
  goOn(): void;
  /** What it did; rejects when it ended without a word. */
  report(): Promise<ChildReport>;
  /** SIGKILL, by its own id: no handler runs and nothing is flushed. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('payingChild.ts', import.meta.url));

export function startPaying(task: ChildTask): PayingProcess {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, ['--import=tsx', script, JSON.stringify(task)], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const said: string[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    for (const listener of listeners) listener();
  });
  const line = (isIt: (line: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = said.find(isIt);
        if (found !== undefined) resolve(found);
      };
      listeners.add(look);
      look();
      ended.then(() => { reject(new Error(`The process ended and said: ${said.join(' ') || 'nothing'}`)); }, reject);
    });
  return {
    reached: async (count = 1) => {
      await line((one) => one === 'reached' && said.filter((other) => other === one).length >= count);
    },
    goOn: () => {
      child.stdin.write('\n');
    },
    // The child of this very repository wrote it.
    report: async () => JSON.parse(await line((one) => one.startsWith('{'))) as ChildReport,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
