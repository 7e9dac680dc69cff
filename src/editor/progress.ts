import * as vscode from 'vscode';
import { abortError } from '../common/abort.js';

const quietMilliseconds = 1000;

/** Says how far the work has come. */
export type Report = (message: string) => void;

/** Shows a cancellable notification once the work has taken longer than a second. */
export async function withProgress<T>(title: string, controller: AbortController, work: (report: Report) => Promise<T>): Promise<T> {
  let shown: vscode.Progress<{ message: string }> | undefined;
  const running = work((message) => { shown?.report({ message }); });
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => { resolve('slow'); }, quietMilliseconds);
  });
  try {
    const first = await Promise.race([running.then(() => 'done' as const, () => 'done' as const), quiet]);
    if (first === 'done') return await running;
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        shown = progress;
        token.onCancellationRequested(() => { controller.abort(abortError()); });
        return running;
      },
    );
  } finally {
    clearTimeout(timer);
  }
}
