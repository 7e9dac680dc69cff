import type { PostFiles } from '../../src/posts/indexer.js';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Files in memory, whose searches and reads take the given numbers of turns, over and over. */
export class MemoryFiles implements PostFiles {
  reads = 0;
  private readonly files: Map<string, string>;
  private readonly editors = new Map<string, string>();
  private waits = 0;

  constructor(files: Readonly<Record<string, string>>, private readonly delays: readonly number[] = [0]) {
    this.files = new Map(Object.entries(files));
  }

  async find(): Promise<readonly string[]> {
    const found = [...this.files.keys()].filter((path) => path.endsWith('.post.md'));
    await this.wait();
    return found;
  }

  async read(path: string): Promise<string | undefined> {
    this.reads++;
    const text = this.files.get(path);
    await this.wait();
    return text;
  }

  openText(path: string): string | undefined {
    return this.editors.get(path);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** False where a folder stands, or a file where the folder should be. */
  write(path: string, text: string): boolean {
    if (this.under(path).length > 0) return false;
    this.files.set(path, text);
    return true;
  }

  remove(path: string): boolean {
    const gone = this.all(path);
    for (const one of gone) {
      this.files.delete(one);
      this.editors.delete(one);
    }
    return gone.length > 0;
  }

  /** The new paths; none when it cannot be moved there. */
  move(from: string, to: string): readonly string[] {
    const moved = this.all(from);
    if (from === to || to.startsWith(`${from}/`) || from.startsWith(`${to}/`) || this.all(to).length > 0 || this.hasFileAbove(to)) return [];
    return moved.map((path) => {
      const target = to + path.slice(from.length);
      for (const texts of [this.files, this.editors]) {
        const text = texts.get(path);
        if (text === undefined) continue;
        texts.delete(path);
        texts.set(target, text);
      }
      return target;
    });
  }

  /** An editor with unsaved text; false when there is no such file. */
  open(path: string, text: string): boolean {
    if (!this.files.has(path)) return false;
    this.editors.set(path, text);
    return true;
  }

  close(path: string): boolean {
    return this.editors.delete(path);
  }

  private all(path: string): readonly string[] {
    return this.files.has(path) ? [path] : this.under(path);
  }

  private under(folder: string): readonly string[] {
    return [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  private hasFileAbove(path: string): boolean {
    return [...this.files.keys()].some((file) => path.startsWith(`${file}/`));
  }

  private async wait(): Promise<void> {
    const turns = this.delays[this.waits++ % this.delays.length] ?? 0;
    for (let turn = 0; turn < turns; turn++) await tick();
  }
}
