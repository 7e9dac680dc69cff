import assert from 'node:assert/strict';
import { isAbort } from '../../../src/common/abort.js';
import { draftStep } from '../../../src/draft/draft.js';
import { newFolder, openDesk, plannedPost, removeFolder, type Sight } from '../../support/paying.js';
import { startOpenaiServer, type OpenaiServer } from '../../support/providers/openaiServer.js';
import { localModel, remoteModel } from '../models/openai/asking.js';

describe('a text that is cancelled while it is written', () => {
  let server: OpenaiServer;
  let folder: string;

  beforeEach(async () => {
    server = await startOpenaiServer();
    server.script([{ on: 'chat', fault: 'stalled-stream', times: 'always' }]);
    folder = await newFolder(plannedPost);
  });
  afterEach(async () => {
    await server.close();
    await removeFolder(folder);
  });

  /** Cancels at the first word. */
  const cancelled = async (model: typeof remoteModel): Promise<Sight> => {
    const desk = openDesk(folder, { textModel: model(server) });
    const controller = new AbortController();
    const run = desk.run(draftStep, {}, { signal: controller.signal, observer: { progress: ({ text }) => { if (text) controller.abort(); } } });
    await assert.rejects(run, isAbort);
    return desk.look();
  };

  it('counts as paid, at an unknown price, in the receipt and in the ledger', async () => {
    const { post, ledger, journal } = await cancelled(remoteModel);
    assert.deepEqual(post.pipeline.map(({ status, cost, costBasis }) => [status, cost, costBasis]), [['canceled', undefined, 'unknown']]);
    assert.deepEqual(ledger.map(({ state, cost }) => [state, cost]), [['settled', undefined]]);
    assert.deepEqual(journal, []);
  });

  it('costs nothing where the model runs on this computer', async () => {
    const { post, ledger } = await cancelled(localModel);
    assert.deepEqual(post.pipeline.map(({ status, cost }) => [status, cost]), [['canceled', 0]]);
    assert.deepEqual(ledger, []);
  });
});
