import { open, rename } from 'node:fs/promises';

/** Writes a file whole or not at all, and on the disk itself: a power cut must not lose what was bought. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const partial = `${path}.part`;
  const file = await open(partial, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
}
