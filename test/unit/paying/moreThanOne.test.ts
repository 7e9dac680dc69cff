import assert from 'node:assert/strict';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { falImageModel } from '../../../src/models/fal/imageModel.js';
import { newFolder, noLimits, openDesk, removeFolder, writtenPost, type Desk, type DeskOptions } from '../../support/paying.js';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';
import { patient, prices, ultra } from '../models/fal/asking.js';

describe('more than one purchase for a post', () => {
  let fal: FalServer;
  let folder: string;
  const open = (options: DeskOptions = {}): Desk =>
    openDesk(folder, { imageModel: falImageModel({ key: () => fal.key, model: ultra, endpoint: fal.origin, prices, limits: patient }), ...options });

  beforeEach(async () => {
    fal = await startFalServer({ pictureScale: 0.03 });
    folder = await newFolder(writtenPost);
  });
  afterEach(async () => {
    await fal.close();
    await removeFolder(folder);
  });

  it('gives each of two alike its own receipt, when the reply to the first was lost', async () => {
    fal.script([{ on: 'submit', fault: 'reset-after-body' }]);
    await assert.rejects(open().run(heroImageStep));
    await open().run(heroImageStep);
    assert.deepEqual((await open().recoverAll()).map(({ outcome }) => outcome), ['finished']);
    const { post, ledger, media } = await open().look();
    assert.deepEqual(post.pipeline.map(({ requestId }) => requestId).sort(), fal.jobs.map(({ requestId }) => requestId).sort());
    assert.deepEqual(ledger.map(({ state, cost }) => [state, cost]), [['settled', 60_000], ['settled', 60_000]]);
    assert.equal(media.length, 2);
    assert.equal(fal.accepted, 2);
  });

  it('keeps the take that was paid when the next one is declined', async () => {
    let price = 60_000;
    const model = falImageModel({ key: () => fal.key, model: ultra, endpoint: fal.origin, prices: { of: async () => ({ ...(await prices.of(ultra))!, perUnit: price }) }, limits: patient });
    const questions: string[] = [];
    const desk = open({ imageModel: { ...model, generate: (request, run) => { price = 120_000; return model.generate(request, run); } }, limits: { ...noLimits, perDay: 130_000 }, ask: (reasons) => { questions.push(...reasons); return Promise.resolve(false); } });
    const result = await desk.run(heroImageStep, { takes: 2 });
    assert.equal(questions.length, 1);
    assert.equal(result.receipts.length, 1);
    const { post, journal } = await desk.look();
    assert.equal(post.hero.image, result.receipts[0]?.artifact);
    assert.deepEqual(journal, []);
    assert.equal(fal.accepted, 1);
  });
});
