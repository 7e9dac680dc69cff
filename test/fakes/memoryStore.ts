import { applyEdits, type TextEdit } from '../../src/common/text.js';
import { PostGone, type PostStore } from '../../src/pipeline/store.js';

/** A post file in memory that can vanish or change between two calls, as files do. */
export class MemoryStore implements PostStore {
  readonly uri = 'memory:/a.post.md';
  readonly name = 'a.post.md';
  readonly artifacts = new Map<string, Uint8Array>();
  readonly rescued: string[] = [];
  writes = 0;

  constructor(public text: string | undefined) {}

  read(): Promise<string> {
    return this.text === undefined ? Promise.reject(new PostGone()) : Promise.resolve(this.text);
  }

  async write(change: (text: string) => readonly TextEdit[]): Promise<void> {
    this.text = applyEdits(await this.read(), change(await this.read()));
    this.writes += 1;
  }

  saveArtifact(fileName: string, bytes: Uint8Array): Promise<string> {
    const path = `media/${fileName}`;
    this.artifacts.set(path, bytes);
    return Promise.resolve(path);
  }

  rescue(text: string): Promise<void> {
    this.rescued.push(text);
    return Promise.resolve();
  }
}
