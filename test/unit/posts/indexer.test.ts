import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Indexer, type Pace } from '../../../src/posts/indexer.js';
import { PostIndex } from '../../../src/posts/postIndex.js';
import { MemoryFiles } from '../../fakes/memoryFiles.js';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ticks = async (turns: number): Promise<void> => { for (let turn = 0; turn < turns; turn++) await tick(); };
/** Longer than a file is there that comes and goes untold. */
const lingerTurns = 8;
const pace: Pace = { settle: tick, yield: tick, linger: () => ticks(lingerTurns) };

function indexerOf(files: MemoryFiles): { readonly index: PostIndex; readonly indexer: Indexer } {
  const index = new PostIndex();
  return { index, indexer: new Indexer(index, files, pace, (error) => { throw error; }) };
}

const titled = (title: string): string => `---\nid: N0aoCsQqhoyf\ntitle: ${title}\npillar: craft\n---\n`;

describe('Indexer', () => {
  it('reads nothing before somebody needs it', async () => {
    const files = new MemoryFiles({ 'posts/a.post.md': titled('One') });
    const { index, indexer } = indexerOf(files);
    files.write('posts/b.post.md', titled('Two'));
    indexer.changed('posts/b.post.md');
    await tick();
    assert.equal(files.reads, 0);
    await indexer.whenIdle();
    assert.equal(index.size, 2);
    assert.equal(indexer.isReady, true);
  });

  it('prefers what is typed to what is saved', async () => {
    const files = new MemoryFiles({ 'posts/a.post.md': titled('Saved') });
    files.open('posts/a.post.md', titled('Typed'));
    const { index, indexer } = indexerOf(files);
    await indexer.whenIdle();
    assert.equal(index.get('posts/a.post.md')?.title, 'Typed');
    files.open('posts/a.post.md', titled('Typed on'));
    indexer.typed('posts/a.post.md');
    assert.equal(index.get('posts/a.post.md')?.title, 'Typed on');
    files.close('posts/a.post.md');
    indexer.changed('posts/a.post.md');
    await indexer.whenIdle();
    assert.equal(index.get('posts/a.post.md')?.title, 'Saved');
  });

  it('forgets the posts of a folder of which only the folder is said to be gone', async () => {
    const files = new MemoryFiles({ 'posts/a.post.md': titled('One'), 'posts/deep/b.post.md': titled('Two'), 'posts-2/c.post.md': titled('Three') });
    const { index, indexer } = indexerOf(files);
    await indexer.whenIdle();
    files.remove('posts');
    indexer.removed('posts');
    await indexer.whenIdle();
    assert.deepEqual([...index.all].map(({ uri }) => uri), ['posts-2/c.post.md']);
  });

  it('keeps what is known of posts that move with their folder, without reading them', async () => {
    const files = new MemoryFiles({ 'posts/a.post.md': titled('One') });
    const { index, indexer } = indexerOf(files);
    await indexer.whenIdle();
    files.move('posts', 'archive');
    indexer.moved('posts', 'archive');
    assert.equal(index.get('archive/a.post.md')?.title, 'One');
    await indexer.whenIdle();
    assert.deepEqual([...index.all].map(({ uri }) => uri), ['archive/a.post.md']);
    assert.equal(files.reads, 1);
  });

  it('finds a file again that is made anew while a search misses it', async () => {
    const files = new MemoryFiles({ 'posts/a.post.md': titled('One') }, [4]);
    const { index, indexer } = indexerOf(files);
    await indexer.whenIdle();
    files.remove('posts/a.post.md');
    indexer.scan();
    await ticks(3);
    files.write('posts/a.post.md', titled('Two'));
    indexer.changed('posts/a.post.md');
    await indexer.whenIdle();
    assert.equal(index.get('posts/a.post.md')?.title, 'Two');
  });

  it('forgets a file of which neither that it came nor that it went is told, although a search saw it', async () => {
    const files = new MemoryFiles({ 'posts/a.post.md': titled('One') });
    const { index, indexer } = indexerOf(files);
    await indexer.whenIdle();
    files.write('posts/b.post.md', titled('Two'));
    indexer.scan();
    await indexer.whenIdle();
    assert.equal(index.size, 2);
    files.remove('posts/b.post.md');
    await ticks(lingerTurns + 2);
    await indexer.whenIdle();
    assert.equal(index.size, 1);
  });

  it('stops at once when it is disposed', async () => {
    const files = new MemoryFiles(Object.fromEntries(Array.from({ length: 500 }, (_, number) => [`posts/${number}.post.md`, titled(`Post ${number}`)])));
    const { index, indexer } = indexerOf(files);
    const idle = indexer.whenIdle();
    await ticks(8);
    indexer.dispose();
    await idle;
    const { size } = index;
    assert.ok(size < 500);
    await ticks(8);
    assert.equal(index.size, size);
  });

  it('ends with what a fresh look finds, whatever happens while it works', async () => {
    const path = fc.constantFrom('a/1.post.md', 'a/2.post.md', 'a/b/3.post.md', 'c/1.post.md', 'c/notes.md', '4.post.md');
    const anywhere = fc.oneof(path, fc.constantFrom('a', 'a/b', 'c', 'd'));
    const text = fc.constantFrom(titled('One'), titled('Two'), '---\nid: aaaaaaaaaaaa\n---\nBody', '');
    const step = fc.oneof(
      fc.record({ type: fc.constant('write' as const), path, text }),
      fc.record({ type: fc.constant('remove' as const), path: anywhere }),
      fc.record({ type: fc.constant('move' as const), path: anywhere, to: anywhere, isTold: fc.boolean() }),
      fc.record({ type: fc.constant('open' as const), path, text }),
      fc.record({ type: fc.constant('close' as const), path }),
      fc.record({ type: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 6 }) }),
    );
    // The times of what the first search finds are looked at later.
    const blink = fc.record({ type: fc.constant('blink' as const), path, text, turns: fc.integer({ min: 1, max: 6 }) });
    const before = fc.array(step, { maxLength: 12 });
    // One: a file that does so twice may be there each time that somebody looks.
    const after = fc.tuple(fc.array(step, { maxLength: 8 }), blink, fc.array(step, { maxLength: 8 })).map(([early, one, late]) => [...early, one, ...late]);
    await fc.assert(fc.asyncProperty(before, fc.boolean(), after, fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), async (steps, isFoundFirst, more, delays) => {
      const files = new MemoryFiles({ 'a/1.post.md': titled('First'), 'a/b/3.post.md': titled('Third') }, delays);
      const { index, indexer } = indexerOf(files);
      indexer.start();
      for (const happening of steps) await happen(happening, files, indexer);
      if (isFoundFirst) await indexer.whenIdle();
      for (const happening of more) if (isFoundFirst || happening.type !== 'blink') await happen(happening, files, indexer);
      await indexer.whenIdle();
      // Once for what lingers now, and once for what was found meanwhile.
      await ticks(2 * lingerTurns + 2);
      await indexer.whenIdle();
      const fresh = indexerOf(files);
      await fresh.indexer.whenIdle();
      assert.deepEqual(shown(index), shown(fresh.index));
    }), { numRuns: 1500 });
  });
});

type Happening =
  | { readonly type: 'write' | 'open'; readonly path: string; readonly text: string }
  | { readonly type: 'remove' | 'close'; readonly path: string }
  | { readonly type: 'move'; readonly path: string; readonly to: string; readonly isTold: boolean }
  | { readonly type: 'blink'; readonly path: string; readonly text: string; readonly turns: number }
  | { readonly type: 'wait'; readonly turns: number };

/** Changes the files, and tells of it what an editor tells: of a folder that goes only the folder, of one that comes its files. */
async function happen(happening: Happening, files: MemoryFiles, indexer: Indexer): Promise<void> {
  switch (happening.type) {
    case 'write':
      if (files.write(happening.path, happening.text)) indexer.changed(happening.path);
      return;
    case 'remove':
      if (files.remove(happening.path)) indexer.removed(happening.path);
      return;
    case 'move': {
      const moved = files.move(happening.path, happening.to);
      if (moved.length === 0) return;
      if (happening.isTold) indexer.moved(happening.path, happening.to);
      indexer.removed(happening.path);
      for (const path of moved) indexer.changed(path);
      return;
    }
    case 'open':
      if (files.open(happening.path, happening.text)) indexer.typed(happening.path);
      return;
    case 'close':
      if (files.close(happening.path)) indexer.changed(happening.path);
      return;
    case 'blink':
      // Only for a file that was not there do the two events cancel each other out.
      if (files.has(happening.path) || !files.write(happening.path, happening.text)) return;
      await ticks(happening.turns);
      files.remove(happening.path);
      return;
    case 'wait':
      await ticks(happening.turns);
  }
}

function shown(index: PostIndex): unknown {
  return [...index.all].map(({ uri, title, id, hash }) => ({ uri, title, id, hash, twins: index.duplicatesOf(uri).map((twin) => twin.uri).sort() })).sort((a, b) => (a.uri < b.uri ? -1 : 1));
}
