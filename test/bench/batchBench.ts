import { setTimeout as pause } from 'node:timers/promises';
import { abortError } from '../../src/common/abort.js';
import { falImageModel } from '../../src/models/fal/imageModel.js';
import type { LaneLimits } from '../../src/pipeline/lanes.js';
import { addPost, newFolder, removeFolder } from '../support/paying.js';
import { BatchDesk, settled, type BatchDeskOptions } from '../support/payingBatch.js';
import { startFalServer } from '../support/providers/falServer.js';
import { startOpenaiServer } from '../support/providers/openaiServer.js';
import { prices, ultra } from '../unit/models/fal/asking.js';
import { remoteModel } from '../unit/models/openai/asking.js';

/**
 * 100 posts through the real adapters, ledger, journal and files, against providers on this computer that take a fixed time for
 * everything: how long it takes against the ideal schedule at that concurrency, what it holds in memory, and what a cancel in the middle leaves.
 */
const posts = 100;
const textMs = 1000;
const pictureMs = 2000;
const textsPerPost = 3;

interface Row {
  readonly what: string;
  readonly ideal: number;
  readonly took: number;
  readonly cpu: number;
  readonly memory: number;
}

const planned = (number: number): string => `---\ntitle: Oven number ${number}\nplan:\n  brief: The oven holds 180 degrees for ${number + 3} hours.\n---\n`;

async function withBatch<T>(lanes: LaneLimits, options: Partial<BatchDeskOptions>, work: (desk: BatchDesk, exact: () => Promise<string>) => Promise<T>): Promise<T> {
  const fal = await startFalServer({ pictureScale: 0.05, job: { queuedMs: 0, runningMs: pictureMs } });
  const openai = await startOpenaiServer({ answer: { text: 'A text that was paid for. '.repeat(20).trim(), firstMs: textMs } });
  const folder = await newFolder(planned(0));
  for (let number = 1; number < posts; number++) await addPost(folder, planned(number), `b${String(number).padStart(3, '0')}.post.md`);
  const imageModel = falImageModel({ key: () => fal.key, model: ultra, endpoint: fal.origin, prices });
  const desk = new BatchDesk(folder, { textModel: remoteModel(openai), imageModel, lanes, ...options });
  try {
    return await work(desk, async () => {
      const sight = await desk.sight();
      const ledger = settled(sight.ledger);
      const isExact =
        ledger.known === sight.receipted.known && ledger.unknown === sight.receipted.unknown && sight.ledger.every(({ state }) => state !== 'reserved') &&
        sight.journal.length === 0 && fal.paidPosts === fal.accepted;
      const count = sight.posts.reduce((sum, { pipeline }) => sum + pipeline.length, 0);
      return `${count} receipts, ${fal.paidPosts + openai.paidPosts} paid POSTs, ledger and receipts ${isExact ? 'are the same' : `DIFFER: ${JSON.stringify([ledger, sight.receipted, sight.journal.length])}`}`;
    });
  } finally {
    await Promise.all([fal.close(), openai.close()]);
    await removeFolder(folder);
  }
}

/** No schedule is shorter: see `test/unit/pipeline/batchSchedule.test.ts`. */
function ideal({ '*': text = 4, fal = 2 }: LaneLimits): number {
  return Math.max((posts * textsPerPost * textMs) / text, 2 * textMs + (posts * pictureMs) / fal + textMs);
}

async function measure(what: string, lanes: LaneLimits): Promise<Row> {
  return withBatch(lanes, {}, async (desk, exact) => {
    const batch = await desk.begin();
    global.gc?.();
    const before = process.memoryUsage();
    let peak = 0;
    const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().heapUsed); }, 50);
    const cpu = process.cpuUsage();
    const started = performance.now();
    const { entries } = await desk.carryOut(batch);
    const took = performance.now() - started;
    const used = process.cpuUsage(cpu);
    clearInterval(watch);
    const done = entries.filter(({ ending }) => ending === 'done').length;
    if (done !== posts) throw new Error(`only ${done} posts were done`);
    console.log(`   ${what}: ${await exact()}`);
    return { what, ideal: ideal(lanes), took, cpu: (used.user + used.system) / 1000, memory: (peak - before.heapUsed) / 2 ** 20 };
  });
}

async function measureCancel(): Promise<void> {
  const controller = new AbortController();
  let half: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => { half = resolve; });
  await withBatch({ '*': 8, fal: 6 }, { signal: controller.signal, onProgress: ({ done }) => { if (done >= posts / 2) half(); } }, async (desk, exact) => {
    const running = desk.run();
    await reached;
    const canceledAt = performance.now();
    controller.abort(abortError());
    const entries = await running;
    const quiet = performance.now() - canceledAt;
    const sightSoon = await exact();
    await pause(2 * pictureMs);
    const later = await exact();
    const count = (ending: string): number => entries.filter((entry) => entry.ending === ending).length;
    console.log(`\nCancel after ${posts / 2} posts: quiet after ${quiet.toFixed(0)} ms; ${count('done')} done, ${count('canceled')} canceled; ${later}${sightSoon === later ? ', and nothing came after' : `; BUT BEFORE: ${sightSoon}`}`);
  });
}

const rows = [
  await measure('usual: texts 4, fal 2', {}),
  await measure('texts 8, fal 6', { '*': 8, fal: 6 }),
];
console.log(`\n${posts} posts, ${textsPerPost} texts of ${textMs} ms and a picture of ${pictureMs} ms each`);
console.log(['concurrency'.padEnd(24), 'ideal s'.padStart(9), 'took s'.padStart(9), 'factor'.padStart(8), 'CPU ms/step'.padStart(12), 'heap MB'.padStart(9)].join(''));
for (const { what, ideal: best, took, cpu, memory } of rows)
  console.log([what.padEnd(24), (best / 1000).toFixed(1).padStart(9), (took / 1000).toFixed(1).padStart(9), (took / best).toFixed(3).padStart(8), (cpu / (posts * (textsPerPost + 1))).toFixed(1).padStart(12), memory.toFixed(1).padStart(9)].join(''));
await measureCancel();
// The usual concurrency is the one we hold ourselves to: past it, the servers in this process take as much of it as Galley does.
process.exitCode = rows.slice(0, 1).every(({ ideal: best, took }) => took <= 1.1 * best) ? 0 : 1;
