import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newId } from '../../src/common/id.js';
import { applyEdits, type TextEdit } from '../../src/common/text.js';
import { PostGone, type PostStore } from '../../src/pipeline/store.js';

/** A post on a disk without an editor: what a killed process leaves is what the next one finds. */
export class FileStore implements PostStore {
  readonly uri: string;
  readonly name: string;
  readonly rescued: string[] = [];

  constructor(readonly file: string) {
    this.uri = pathToFileURL(file).href;
    this.name = basename(file);
  }

  async read(): Promise<string> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (cause) {
      throw new PostGone(this.name, { cause });
    }
  }

  async write(change: (text: string) => readonly TextEdit[]): Promise<void> {
    const text = await this.read();
    const partial = `${this.file}.part`;
    await writeFile(partial, applyEdits(text, change(text)));
    await rename(partial, this.file);
  }

  async saveArtifact(fileName: string, bytes: Uint8Array): Promise<string> {
    const folder = join(dirname(this.file), 'media');
    await mkdir(folder, { recursive: true });
    const partial = join(folder, `.${newId()}.part`);
    await writeFile(partial, bytes);
    await rename(partial, join(folder, fileName));
    return `media/${fileName}`;
  }

  rescue(text: string): Promise<void> {
    this.rescued.push(text);
    return Promise.resolve();
  }
}
