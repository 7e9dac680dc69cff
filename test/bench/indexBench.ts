import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Indexer, type PostFiles } from '../../src/posts/indexer.js';
import { readWhole } from '../../src/common/readFiles.js';
import { PostIndex } from '../../src/posts/postIndex.js';
import { longestStall, median } from './measure.js';
import { writePosts } from './posts.js';

/**
 * Indexing posts against merely reading their files, the same number at a time: time, memory and the longest stall.
 * Run with `node --expose-gc --import=tsx test/bench/indexBench.ts`.
 */
const counts = [10, 1000, 10_000];
const rounds = 5;
const atOnce = 32;

interface Row {
  readonly posts: number;
  readonly readMs: number;
  readonly indexMs: number;
  readonly ratio: number;
  readonly memoryMb: number;
  readonly stallMs: number;
  readonly similarMs: number;
}

const pace = { settle: () => Promise.resolve(), yield: () => new Promise<void>((resolve) => setImmediate(resolve)), linger: () => Promise.resolve() };

function diskFiles(paths: readonly string[]): PostFiles {
  return {
    find: () => Promise.resolve(paths),
    read: async (path) => new TextDecoder().decode(await readWhole(path)),
    openText: () => undefined,
  };
}

async function readOnly(paths: readonly string[]): Promise<void> {
  for (let start = 0; start < paths.length; start += atOnce) {
    await Promise.all(paths.slice(start, start + atOnce).map(async (path) => new TextDecoder().decode(await readFile(path))));
  }
}

async function indexed(paths: readonly string[]): Promise<PostIndex> {
  const index = new PostIndex();
  const indexer = new Indexer(index, diskFiles(paths), pace, (error) => { throw error; });
  await indexer.whenIdle();
  if (index.size !== paths.length) throw new Error(`${index.size} of ${paths.length} posts were indexed`);
  return index;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function heapMb(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 / 1024;
}

async function measure(paths: readonly string[]): Promise<Row> {
  // Turn and turn about, so that neither profits from a warmer cache.
  const reads: number[] = [];
  const indexes: number[] = [];
  await readOnly(paths);
  for (let round = 0; round < rounds; round++) {
    reads.push(await timed(() => readOnly(paths)));
    indexes.push(await timed(() => indexed(paths)));
  }
  const before = heapMb();
  const index = await indexed(paths);
  const memoryMb = heapMb() - before;
  const similarMs = await timed(() => Promise.resolve(paths.map((path) => index.similarCaptions(path).length)));
  const stallMs = await longestStall(() => indexed(paths));
  const [readMs, indexMs] = [median(reads), median(indexes)];
  return { posts: paths.length, readMs, indexMs, ratio: indexMs / readMs, memoryMb, stallMs, similarMs };
}

const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'));
try {
  const paths = await writePosts(folder, Math.max(...counts));
  console.log('posts    read ms   index ms   ratio   memory MB   longest stall ms   all near-duplicates ms');
  for (const count of counts) {
    const { posts, readMs, indexMs, ratio, memoryMb, stallMs, similarMs } = await measure(paths.slice(0, count));
    console.log(
      [String(posts).padEnd(7), readMs.toFixed(1).padStart(8), indexMs.toFixed(1).padStart(10), ratio.toFixed(2).padStart(7), memoryMb.toFixed(1).padStart(11), stallMs.toFixed(1).padStart(18), similarMs.toFixed(1).padStart(24)].join(' '),
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
