import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftStep } from '../../../src/draft/draft.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import type { TextEvent, TextRequest } from '../../../src/models/textModel.js';
import { keepingPrompts } from '../../../src/pipeline/keepingPrompts.js';
import { freeApproval, type Paying } from '../../../src/pipeline/paying.js';
import { promptPage } from '../../../src/pipeline/promptPage.js';
import { runStep } from '../../../src/pipeline/run.js';
import { sentLimits, SentPrompts, type SentPrompt } from '../../../src/pipeline/sentPrompts.js';
import type { Step } from '../../../src/pipeline/step.js';
import type { Receipt } from '../../../src/post/post.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { MemoryStore } from '../../fakes/memoryStore.js';
import { ScriptedImageModel, ScriptedTextModel } from '../../fakes/scriptedModels.js';
import { promptsWith } from '../../support/prompts.js';

const noLog = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined, trace: () => undefined };
const start = Date.parse('2026-11-26T12:00:00Z');
const day = 86_400_000;

function sentAt(startedAt: number, user = 'Write.', inputs = 'abc123'): SentPrompt {
  return { step: 'draft', platform: undefined, provider: 'openai', model: 'm', startedAt, inputs, asked: { system: 'You write.', user } };
}

function receiptAt(at: number, seconds: number, inputs = 'abc123'): Receipt {
  return { step: 'draft', status: 'done', provider: 'openai', model: 'm', at: new Date(at).toISOString(), seconds, inputs };
}

const example = { path: 'a.post.md', title: 'Bread', brief: undefined, body: 'The crust sings.', caption: undefined, captions: {}, alt: undefined, picturePrompt: undefined, clipPrompt: undefined };

describe('the prompts that were sent', () => {
  let folder: string;
  beforeEach(async () => { folder = join(await mkdtemp(join(tmpdir(), 'galley-prompts-')), 'prompts'); });
  afterEach(async () => { await rm(join(folder, '..'), { recursive: true, force: true }); });

  it('are found by the receipt of their run, among others that read the same', async () => {
    const prompts = new SentPrompts(folder);
    for (const [index, at] of [0, 60, 120].entries()) await prompts.keep(sentAt(start + at * 1000, `Write ${index}.`));
    await prompts.keep(sentAt(start + 61_000, 'Another.', 'other'));
    assert.equal((await prompts.of(receiptAt(start + 70_000, 10)))?.asked.user, 'Write 1.');
    assert.equal((await new SentPrompts(folder).of(receiptAt(start + 200_000, 78)))?.asked.user, 'Write 2.');
    assert.equal(await prompts.of(receiptAt(start, 1, 'unknown')), undefined);
    assert.equal(await prompts.of({ ...receiptAt(start, 1), provider: 'fal' }), undefined);
    assert.equal(await prompts.of({ ...receiptAt(start, 1), inputs: undefined }), undefined);
  });

  it('are for this user alone', async function () {
    if (process.platform === 'win32') this.skip();
    await new SentPrompts(folder).keep(sentAt(start));
    const [name = ''] = await readdir(folder);
    assert.equal((await stat(join(folder, name))).mode & 0o077, 0);
  });

  it('go when they are too many, too large together or too old, the oldest first', async () => {
    const few = new SentPrompts(folder, { ...sentLimits, files: 2 });
    for (const at of [1, 2, 3]) await few.keep(sentAt(start + at, 'Write.', `h${at}`));
    assert.deepEqual((await readdir(folder)).map((name) => name.split('-')[1]).sort(), ['h2', 'h3']);
    const small = new SentPrompts(folder, { ...sentLimits, bytes: 500 });
    await small.keep(sentAt(start + 4, 'x'.repeat(300), 'h4'));
    assert.deepEqual((await readdir(folder)).map((name) => name.split('-')[1]), ['h4']);
    await new SentPrompts(folder).keep(sentAt(start + 91 * day, 'Write.', 'h5'));
    assert.deepEqual((await readdir(folder)).map((name) => name.split('-')[1]), ['h5']);
  });

  it('never fill the folder with one that is larger than all may be', async () => {
    await new SentPrompts(folder, { ...sentLimits, bytes: 100 }).keep(sentAt(start, 'x'.repeat(200)));
    assert.deepEqual(await readdir(folder).catch(() => []), []);
  });

  it('are looked for within their folder only, and files that are none of them are left alone', async () => {
    const prompts = new SentPrompts(folder);
    await prompts.keep(sentAt(start));
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await writeFile(join(folder, `draft-broken-${start}-5-id.json`), '{"no');
    assert.equal(await prompts.of(receiptAt(start, 0, '../../abc123')) !== undefined, true);
    assert.equal(await prompts.of(receiptAt(start, 0, 'broken')), undefined);
    assert.ok((await readdir(folder)).includes('notes.txt'));
  });

  describe('by a run', () => {
    const planned = '---\ntitle: A\nplan:\n  brief: Nine hours.\n---\n';
    const inner: Paying = { approve: () => Promise.resolve(freeApproval) };

    async function run(step: Step, model: ScriptedTextModel, prompts: Pick<SentPrompts, 'keep'>, imageModel = new ScriptedImageModel()) {
      const store = new MemoryStore(planned);
      return runStep(step, {}, {
        store, studio: emptyStudio, prompts: promptsWith(), examples: [example], facts: () => Promise.resolve([]), textModel: model, imageModel,
        paying: keepingPrompts(inner, prompts, noLog), observer: { progress: () => undefined }, signal: new AbortController().signal, confirmOverwrite: () => Promise.resolve(true),
      });
    }

    it('are on disk before the model is asked, word for word', async () => {
      const prompts = new SentPrompts(folder);
      const model = new ScriptedTextModel('Text.');
      let before: readonly string[] = [];
      model.before = async () => { before = await readdir(folder); };
      const { receipts } = await run(draftStep, model, prompts);
      assert.equal(before.length, 1);
      const [receipt] = receipts;
      assert.ok(receipt);
      const kept = await prompts.of(receipt);
      assert.deepEqual(kept?.asked, model.requests[0]?.prompt);
      assert.match(kept?.asked.user ?? '', /^<example>\nBread/m);
      assert.ok((kept?.asked.exampleTokens ?? 0) > 0);
    });

    it('hold what a provider of pictures is sent beside the prompt', async () => {
      const prompts = new SentPrompts(folder);
      const imageModel = new ScriptedImageModel();
      const { receipts } = await run(heroImageStep, new ScriptedTextModel(''), prompts, imageModel);
      const kept = receipts[0] && (await prompts.of(receipts[0]));
      assert.deepEqual(kept?.asked, { system: '', user: imageModel.requests[0]?.prompt, parameters: { aspect_ratio: '16:9', seed: imageModel.requests[0]?.seed } });
    });

    it('are not kept for what is built in: it is sent none', async () => {
      class BuiltIn extends ScriptedTextModel {
        override readonly info = { provider: 'builtin', model: 'rules', channel: 'builtin', label: 'Built in' } as const;
        override stream(request: TextRequest, signal: AbortSignal): AsyncIterable<TextEvent> { return super.stream(request, signal); }
      }
      await run(draftStep, new BuiltIn('Text.'), new SentPrompts(folder));
      assert.deepEqual(await readdir(folder).catch(() => []), []);
    });

    it('do not keep a run from its result when they cannot be kept', async () => {
      const { receipts } = await run(draftStep, new ScriptedTextModel('Text.'), { keep: () => Promise.reject(new Error('disk full')) });
      assert.equal(receipts[0]?.status, 'done');
    });
  });
});

describe('the page of a prompt', () => {
  const asked = { system: 'S'.repeat(400), user: 'U'.repeat(400), exampleTokens: 50 };
  const page = { step: 'draft', platform: undefined, title: 'The oven', model: 'openai · m', language: 'en', asked } as const;

  it('says what is known of the run, and the share of the examples', () => {
    const text = promptPage({ ...page, receipt: { ...receiptAt(start, 3), cost: 1200, costBasis: 'computed', tokens: { input: 210, cached: 0, output: 300 } } });
    for (const line of ['# Draft: the prompt that was sent', '- Post: The oven', '- Model: openai · m', '- Tokens: 210 read, 300 written', '- Of them examples: about 50 tokens, 25 percent of the prompt', '- Cost: $0.0012 (computed)', `## Task (user)\n\n${asked.user}`]) assert.ok(text.includes(line), `${line}\n${text}`);
  });

  it('says that a cost is unknown, and guesses tokens only where nobody counted them', () => {
    const text = promptPage({ ...page, receipt: receiptAt(start, 3) });
    assert.match(text, /- Cost: unknown\n- Tokens: about 200\n/);
  });

  it('is honest about a prompt that was not sent', () => {
    assert.match(promptPage({ ...page, receipt: undefined }), /^# Draft: the prompt as it would be sent now/);
  });

  it('shows a picture’s prompt with what it was asked with', () => {
    const text = promptPage({ ...page, step: 'hero_image', receipt: undefined, asked: { system: '', user: 'An oven.', parameters: { seed: 7 } } });
    assert.ok(text.includes('## Prompt\n\nAn oven.\n\n## Parameters\n\n{\n  "seed": 7\n}'), text);
  });
});
