import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** A file's clock may be that of a server. */
const clockSkewMs = 5000;
const atOnce = 32;

/**
 * The files that were written or put in place since `since`, in milliseconds: asks the disk for times and reads nothing.
 * File systems that are on no disk are not asked, since each file would be a journey.
 */
export async function changedSince(uris: readonly string[], since: number): Promise<readonly string[]> {
  const changed: string[] = [];
  for (let start = 0; start < uris.length; start += atOnce) {
    await Promise.all(uris.slice(start, start + atOnce).map(async (uri) => {
      if (!uri.startsWith('file:')) return;
      // The time of the change of the entry: a file that was moved here or copied with its times keeps the others.
      const found = await stat(vscode.Uri.parse(uri, true).fsPath).catch(() => undefined);
      if (!found || found.ctimeMs >= since - clockSkewMs) changed.push(uri);
    }));
  }
  return changed;
}
