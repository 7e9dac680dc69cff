import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './paths.js';

export interface TemporaryWorkspace {
  readonly folder: string;
  dispose(): Promise<void>;
}

/** A copy of a folder of the repository that a test may write to. */
export async function copyWorkspace(source: string): Promise<TemporaryWorkspace> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'galley-workspace-')));
  const folder = join(parent, basename(source));
  await cp(join(root, source), folder, { recursive: true });
  return { folder, dispose: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
