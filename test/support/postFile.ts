import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const defaultTimeoutMs = 60_000;

/** Resolves to a file's text as soon as the text satisfies `isReady`, woken by changes of its folder. `what` names it in the error. */
export function fileWhen(path: string, what: string, isReady: (text: string) => boolean, timeoutMs = defaultTimeoutMs): Promise<string> {
  return new Promise((resolve, reject) => {
    let last = '';
    const watcher = watch(dirname(path));
    const timer = setTimeout(() => {
      watcher.close();
      reject(new Error(`${path} did not show ${what} within ${timeoutMs / 1000} seconds. Its text:\n${last}`));
    }, timeoutMs);
    const check = async (): Promise<void> => {
      last = await readFile(path, 'utf8').catch(() => '');
      if (!isReady(last)) return;
      clearTimeout(timer);
      watcher.close();
      resolve(last);
    };
    watcher.on('change', () => void check());
    void check();
  });
}

/** Resolves to a post's text once it holds a receipt of `step` that says done; rejects at once when the newest one says failed. */
export async function receiptOf(path: string, step: string, timeoutMs?: number): Promise<string> {
  const ended = (text: string): string | undefined => [...text.matchAll(new RegExp(`step: ${step}, status: (\\w+)`, 'g'))].at(-1)?.[1];
  const text = await fileWhen(path, `a receipt of ${step}`, (current) => ended(current) !== undefined, timeoutMs);
  if (ended(text) !== 'done') throw new Error(`The step ${step} ended ${ended(text) ?? ''}:\n${text}`);
  return text;
}
