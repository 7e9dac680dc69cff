import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { falImageModel } from '../../../src/models/fal/imageModel.js';
import { BatchRecords } from '../../../src/pipeline/batchRecord.js';
import { resumptionOf } from '../../../src/pipeline/batchRun.js';
import { addPost } from '../../support/paying.js';
import { BatchDesk, settled } from '../../support/payingBatch.js';
import { startPaying } from '../../support/payingProcess.js';
import { endBatchServers, plannedPost, startBatchServers } from '../../support/payingBatchServers.js';
import type { FalServer } from '../../support/providers/falServer.js';
import type { OpenaiServer } from '../../support/providers/openaiServer.js';
import { patient, prices, ultra } from '../models/fal/asking.js';
import { remoteModel } from '../models/openai/asking.js';

const count = 6;

describe('a batch whose process was killed', function () {
  this.timeout(120_000);
  let fal: FalServer;
  let openai: OpenaiServer;
  let folder: string;

  beforeEach(async () => {
    ({ fal, openai, folder } = await startBatchServers());
    for (let number = 1; number < count; number++) await addPost(folder, plannedPost(number), `b${number}.post.md`);
  });
  afterEach(() => endBatchServers({ fal, openai, folder }));

  const desk = (): BatchDesk =>
    new BatchDesk(folder, {
      textModel: remoteModel(openai, { model: 'gpt-6-luna' }),
      imageModel: falImageModel({ key: () => fal.key, model: ultra, endpoint: fal.origin, prices, limits: patient }),
    });

  /** Two pictures are made and never done, and all texts before the pictures are there: then the process is gone. */
  const crash = async (): Promise<void> => {
    fal.script([{ on: 'submit', fault: 'never-finishes', skip: 2, times: 2 }]);
    const child = await startPaying({ folder, step: 'draft', action: 'batch', origin: fal.origin, key: fal.key, textOrigin: openai.origin, textKey: openai.key });
    await fal.received('submit', 4, 30_000);
    await openai.received('chat', 2 * count + 2, 30_000);
    await fal.settled('status', 6, 30_000);
    await quiet();
    await child.kill();
    for (const { requestId, state } of fal.jobs) if (state !== 'COMPLETED') fal.finish(requestId);
  };

  /** Nothing but the two pictures is under way. */
  const quiet = async (): Promise<void> => {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const [journal, { posts }] = await Promise.all([readdir(join(folder, 'journal')), desk().sight()]);
      const done = posts.flatMap(({ pipeline }) => pipeline).filter(({ step, status }) => step !== 'hero_image' && status === 'done').length;
      if (done === 2 * count + 2 && journal.length === 2 && journal.every((name) => name.endsWith('.json'))) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail('the texts did not come to their end');
  };

  it('goes on where it stopped: what was bought is brought in, the rest is made, and nothing is bought twice', async () => {
    await crash();
    const window = desk();
    const recovered = await window.recoverAll();
    assert.deepEqual(recovered, ['finished', 'finished'], 'the pictures that were under way');
    const [batch, ...others] = await window.records.claimAbandoned();
    assert.ok(batch && others.length === 0);
    assert.equal(batch.job.uris.length, count);
    const through = batch.entries.map(({ uri }) => uri);
    assert.ok(through.length >= 1 && through.length < count, `${through.length} posts were through`);
    const rest = (await window.plan()).filter(({ uri }) => !through.includes(uri));
    assert.equal(resumptionOf(batch, rest, settled((await window.sight()).ledger)), 'go');
    const summary = await window.carryOut(batch);
    assert.deepEqual(summary.entries.map(({ uri, ending }) => [uri, ending]), batch.job.uris.map((uri) => [uri, 'done']), 'one entry each, those from before included');
    const sight = await window.sight();
    assert.equal(fal.accepted, count, 'one picture for each post');
    assert.equal(fal.paidPosts, count);
    assert.equal(openai.accepted, 3 * count, 'three texts for each post');
    assert.deepEqual(settled(sight.ledger), sight.receipted);
    assert.deepEqual(summary.spent, sight.receipted, 'what was spent before the crash counts');
    assert.ok(sight.receipted.known <= batch.approval.total.known, 'never beyond what was said yes to');
    assert.deepEqual([sight.journal, await readdir(join(folder, 'batches'))], [[], []]);
    assert.deepEqual(await desk().records.claimAbandoned(), [], 'there is nothing left to go on with');
  });

  it('goes on in one of two windows', async () => {
    await crash();
    const claims = await Promise.all([desk().records.claimAbandoned(), desk().records.claimAbandoned(), desk().records.claimAbandoned()]);
    assert.equal(claims.flat().length, 1);
  });

  it('leaves a post alone whose paid run has not come to its end', async () => {
    await crash();
    const window = desk();
    // Not recovered: as when the provider cannot be reached yet.
    const [batch] = await window.records.claimAbandoned();
    assert.ok(batch);
    const { entries } = await window.carryOut(batch);
    assert.deepEqual(entries.filter(({ ending }) => ending === 'skipped').map(({ message }) => message), ['Left alone.', 'Left alone.']);
    assert.equal(fal.accepted, count, 'no second picture for the posts that wait for theirs');
    await window.recoverAll();
    const sight = await window.sight();
    assert.deepEqual(settled(sight.ledger), sight.receipted);
  });

  it('does not go on by itself when the rest costs more than was said yes to, or another model would answer', async () => {
    const window = desk();
    const batch = await window.begin();
    const plan = await window.plan();
    const none = { known: 0, unknown: 0 };
    assert.equal(resumptionOf(batch, plan, none), 'go');
    assert.equal(resumptionOf(batch, plan, { known: 1, unknown: 0 }), 'dear');
    assert.equal(resumptionOf(batch, plan, { known: 0, unknown: 1 }), 'dear');
    const builtin = { provider: 'builtin', model: 'rules-1', channel: 'builtin', label: 'Built-in' } as const;
    const free = plan.map((post) => ({ ...post, steps: post.steps.map((step) => ({ ...step, info: builtin, price: { cost: 0, basis: 'free' as const } })) }));
    assert.equal(resumptionOf(batch, free, none), 'models', 'a key that is gone must not make the built-in writer answer');
    assert.equal(resumptionOf(batch, [], { known: 10 ** 9, unknown: 5 }), 'go', 'nothing is left to pay for');
  });

  it('is read back as far as it was written, and a record that nobody can read is kept', async () => {
    const batch = await desk().begin();
    await batch.ended({ uri: batch.job.uris[0] ?? '', receipts: [], ending: 'failed', step: 'draft', message: 'Could not.' });
    await batch.approve({ total: { known: 5, unknown: 1 }, past: ['perDay'] });
    const [name = ''] = await readdir(join(folder, 'batches'));
    await appendFile(join(folder, 'batches', name), '{"type":"entry","entry":{"uri":"cut o');
    // As a window that died left it.
    await rename(join(folder, 'batches', name), join(folder, 'batches', `${name.split('.')[0] ?? ''}.999999999-gone.json`));
    const [found] = await new BatchRecords(join(folder, 'batches')).claimAbandoned();
    assert.deepEqual([found?.job, found?.approval, found?.entries], [JSON.parse(JSON.stringify(batch.job)), { total: { known: 5, unknown: 1 }, past: ['perDay'] }, [{ uri: batch.job.uris[0], receipts: [], ending: 'failed', step: 'draft', message: 'Could not.' }]]);
    await appendFile(join(folder, 'batches', 'x.999999999-gone.json'), '{"type":"job","job":{}}\n');
    assert.deepEqual(await new BatchRecords(join(folder, 'batches')).claimAbandoned(), []);
    const kept = (await readdir(join(folder, 'batches'))).find((one) => one.startsWith('x.'));
    assert.equal(await readFile(join(folder, 'batches', kept ?? ''), 'utf8'), '{"type":"job","job":{}}\n');
  });
});
