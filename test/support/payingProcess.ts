import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazy } from '../../src/models/lazy.js';
import { outFolder, root } from './paths.js';
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

/** One file that Node starts at once: forty processes that each translate all of their modules take most of the tests' time. */
const script = lazy(async () => {
  const outfile = join(outFolder, 'test', 'payingChild.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('payingChild.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
});

export async function startPaying(task: ChildTask): Promise<PayingProcess> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [await script(), JSON.stringify(task)], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
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
