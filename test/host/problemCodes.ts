import * as vscode from 'vscode';

const waitMs = 15_000;

/** The codes of Galley's problems in a file, as the Problems panel has them. */
export function codesOf(uri: vscode.Uri): readonly string[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Galley').map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

/** Resolves when the codes of a file are these, in any order; woken by VS Code's own event. */
export function codesBecome(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  const wanted = [...expected].sort().join();
  const isSo = (): boolean => [...codesOf(uri)].sort().join() === wanted;
  if (isSo()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`Expected ${wanted} but there is ${codesOf(uri).join()}`));
    }, waitMs);
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isSo()) return;
      clearTimeout(timer);
      listener.dispose();
      resolve();
    });
  });
}
