import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readSettings, settingDefaults } from '../../src/editor/settings.js';
import { applyChoice } from '../../src/models/editor/applyChoice.js';
import { findModels, firstModels } from '../../src/models/editor/findModels.js';
import { Keys } from '../../src/models/editor/keys.js';
import { Models } from '../../src/models/editor/models.js';
import { setApiKey } from '../../src/models/editor/setApiKey.js';
import { vscodeTextModel } from '../../src/models/editor/vscodeText.js';
import type { ImageModel } from '../../src/models/imageModel.js';
import { IncompleteText } from '../../src/models/incompleteText.js';
import { modelRows, type KnownModels } from '../../src/models/modelRows.js';
import { openaiTextModel } from '../../src/models/openai/textModel.js';
import { ServiceError } from '../../src/models/serviceError.js';
import type { TextModel, TextRequest, TextResult } from '../../src/models/textModel.js';
import type { VideoModel } from '../../src/models/videoModel.js';
import { MemorySecrets } from './memorySecrets.js';
import { planTask } from '../unit/models/openai/asking.js';
import { startFalServer } from '../support/providers/falServer.js';
import { startOpenaiServer } from '../support/providers/openaiServer.js';

const log = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined, trace: () => undefined };

const request: TextRequest = {
  task: { step: 'alt_text', title: 'A title', caption: undefined, image: { prompt: undefined, design: undefined, provider: undefined } },
  prompt: { system: 'You write alt text.', user: 'Describe the oven.' },
};

interface Outcome {
  readonly deltas: readonly string[];
  readonly result?: TextResult;
  readonly error?: unknown;
}

async function listen(model: TextModel, signal = new AbortController().signal, onDelta: () => void = () => undefined): Promise<Outcome> {
  const deltas: string[] = [];
  try {
    for await (const event of model.stream(request, signal)) {
      if (event.type === 'end') return { deltas, result: event.result };
      deltas.push(event.text);
      onDelta();
    }
    return { deltas };
  } catch (error) {
    return { deltas, error };
  }
}

async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('galley').update(key, value, vscode.ConfigurationTarget.Global);
}

const touched = ['text.provider', 'text.baseUrl', 'text.model', 'image.provider', 'image.model', 'fal.endpoint', 'budget.perPost', 'confirmAbove'];

async function resetSettings(): Promise<void> {
  for (const key of touched) {
    const settings = vscode.workspace.getConfiguration('galley');
    const found = settings.inspect(key);
    if (found?.globalValue !== undefined) await set(key, undefined);
    if (found?.workspaceValue !== undefined) await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

describe('The settings', () => {
  afterEach(resetSettings);

  it('have the defaults of the code in the manifest', () => {
    const settings = vscode.workspace.getConfiguration('galley');
    for (const [key, value] of Object.entries(settingDefaults)) assert.deepEqual(settings.inspect(key)?.defaultValue, value, key);
    const read = readSettings();
    assert.deepEqual([read.text.provider, read.image.model, read.confirmAbove, read.budget.perDay, read.text.isModelSet], ['auto', 'fal-ai/flux-pro/v1.1-ultra', 500_000, undefined, false]);
  });

  it('take what has the wrong type for not set, but lift no limit by it', async () => {
    await set('text.provider', 'nobody');
    await set('budget.perPost', 'plenty');
    assert.equal(readSettings().text.provider, 'auto');
    assert.equal(readSettings().budget.perPost, 0);
  });

  it('let a workspace lower a limit of the user, not raise it', async () => {
    await set('confirmAbove', 0.2);
    const settings = vscode.workspace.getConfiguration('galley');
    await settings.update('confirmAbove', 5, vscode.ConfigurationTarget.Workspace);
    assert.equal(readSettings().confirmAbove, 200_000);
    await settings.update('confirmAbove', 0.1, vscode.ConfigurationTarget.Workspace);
    assert.equal(readSettings().confirmAbove, 100_000);
  });
});

describe('Keys', () => {
  let secrets: MemorySecrets;
  let keys: Keys;
  beforeEach(() => {
    secrets = new MemorySecrets();
    keys = new Keys(secrets);
  });
  afterEach(async () => {
    keys.dispose();
    await resetSettings();
  });

  it('are set and removed without a question, and tell so', async () => {
    const server = await startOpenaiServer();
    try {
      await set('text.baseUrl', server.baseUrl);
      let changes = 0;
      keys.onDidChange(() => { changes += 1; });
      const deps = { keys, log };
      assert.deepEqual(await setApiKey(['openai', `  "${server.key}"\n`], deps), { provider: 'openai', origin: server.origin, status: 'accepted' });
      assert.equal(await keys.get('openai', server.origin), server.key);
      assert.ok(changes > 0);
      assert.equal((await setApiKey(['openai', 'sk-wrong'], deps)).status, 'rejected');
      assert.equal((await setApiKey(['openai', ''], deps)).status, 'removed');
      assert.equal(await keys.get('openai', server.origin), undefined);
      assert.equal(keys.has('openai', server.origin), false);
      assert.equal(server.paidPosts, 0);
    } finally {
      await server.close();
    }
  });

  it('go through the command into the storage of VS Code, which gives them to nobody else', async () => {
    const server = await startOpenaiServer();
    try {
      await set('text.baseUrl', server.baseUrl);
      assert.deepEqual(await vscode.commands.executeCommand('galley.setApiKey', 'openai', server.key), { provider: 'openai', origin: server.origin, status: 'accepted' });
      assert.deepEqual(await vscode.commands.executeCommand('galley.setApiKey', 'openai', ''), { provider: 'openai', origin: server.origin, status: 'removed' });
      await assert.rejects(async () => vscode.commands.executeCommand('galley.setApiKey', 'nobody', 'k'), /openai, fal/);
    } finally {
      await server.close();
    }
  });

  it('of fal are checked at the endpoint that is set', async () => {
    const server = await startFalServer();
    try {
      await set('fal.endpoint', server.origin);
      assert.equal((await setApiKey(['fal', `Key ${server.key}`], { keys, log })).status, 'accepted');
      await assert.rejects(setApiKey(['fal', 'no-colon'], { keys, log }), /^UserError: Could not set the key\./);
    } finally {
      await server.close();
    }
  });

  it('are refused for providers that need none, and where they could be read on the way', async () => {
    await assert.rejects(setApiKey(['builtin', 'k'], { keys, log }), /openai, fal/);
    await set('text.baseUrl', 'http://gateway.example/v1');
    await assert.rejects(setApiKey(['openai', 'sk-secret'], { keys, log }), /https/);
    assert.deepEqual([...secrets.stored], []);
  });

  it('are noticed when another window sets them', async () => {
    assert.equal(keys.has('openai', 'https://api.openai.com'), false);
    const changed = new Promise<void>((resolve) => { keys.onDidChange(resolve); });
    await secrets.store('key openai https://api.openai.com', 'sk-other-window');
    await changed;
    assert.equal(keys.has('openai', 'https://api.openai.com'), true);
  });
});

/** The models of the settings, with real OpenAI adapters and no image provider. */
function openTestModels(keys: Keys): Models {
  const unpriced = { cost: undefined, basis: 'unknown' } as const;
  const prices = { ofUsage: () => Promise.resolve(unpriced), ofEstimate: () => Promise.resolve(unpriced) };
  const info = (model: string) => ({ provider: 'builtin', model, channel: 'builtin', label: `Built-in ${model}` }) as const;
  const unused = () => Promise.reject(new Error('not asked for'));
  const builtinText: TextModel = { info: info('rules'), estimate: unused, async *stream() { await unused(); } };
  const builtinImage: ImageModel = { info: info('cover'), estimate: unused, generate: unused };
  return new Models({
    keys,
    builtinText,
    builtinImage,
    prices: { text: () => Promise.resolve(prices), units: () => Promise.resolve({ of: () => Promise.resolve(undefined) }) },
    openaiText: (choice) => Promise.resolve(openaiTextModel({ ...choice, prices })),
    falImage: ({ model }) => Promise.resolve({ ...builtinImage, info: { provider: 'fal', model, channel: 'api', label: model } }),
    falVideo: (): Promise<VideoModel> => unused(),
  });
}

describe('Models', () => {
  let keys: Keys;
  let models: Models;
  beforeEach(() => {
    keys = new Keys(new MemorySecrets());
    models = openTestModels(keys);
  });
  afterEach(async () => {
    models.dispose();
    keys.dispose();
    await resetSettings();
  });

  it('are the built-in ones until a key is set, and say when that changes', async () => {
    assert.equal((await models.text()).info.provider, 'builtin');
    assert.equal((await models.image()).info.provider, 'builtin');
    const changed = new Promise<void>((resolve) => { models.onDidChange(resolve); });
    await keys.set('openai', 'https://api.openai.com', 'sk-test');
    await changed;
    assert.deepEqual([models.textInfo.provider, models.textInfo.model], ['openai', 'gpt-6-luna']);
    await keys.set('fal', 'https://fal.ai', 'id:secret');
    assert.equal((await models.image()).info.model, 'fal-ai/flux-pro/v1.1-ultra');
    assert.equal(models.imageInfo.provider, 'fal');
  });

  it('reach the provider of a paid run although another one is chosen by now, with its key only', async () => {
    await set('image.provider', 'builtin');
    assert.equal(await models.imageFrom('fal'), undefined);
    await keys.set('fal', 'https://fal.ai', 'id:secret');
    assert.equal((await models.image()).info.provider, 'builtin');
    assert.equal((await models.imageFrom('fal'))?.info.provider, 'fal');
    assert.equal(await models.imageFrom('elsewhere'), undefined);
  });

  it('never fall back: a provider that was chosen without a key says so', async () => {
    await set('text.provider', 'openai');
    const model = await models.text();
    assert.equal(model.info.provider, 'openai');
    const { error } = await listen(model);
    assert.ok(error instanceof ServiceError && error.reason === 'auth' && error.charge === 'none', String(error));
    assert.match(error.message, /^Could not .*OpenAI.*no key/);
  });

  it('never send a key to another origin than the one that it was set for', async () => {
    const [own, other] = await Promise.all([startOpenaiServer(), startOpenaiServer({ flavour: 'lmstudio' })]);
    try {
      await set('text.provider', 'openai');
      await set('text.model', 'gpt-6-luna');
      await set('text.baseUrl', own.baseUrl);
      await setApiKey(['openai', own.key], { keys, log });
      const before = await models.text();
      await set('text.baseUrl', other.baseUrl);
      const outcome = await listen(await models.text());
      assert.ok(outcome.result, String(outcome.error));
      assert.deepEqual(other.requests.map(({ headers }) => headers.authorization), [undefined]);
      // The model of the old address stays at the old address.
      assert.ok((await listen(before)).result);
      assert.equal(own.requestsOf('chat')[0]?.headers.authorization, `Bearer ${own.key}`);
      assert.equal(other.requests.length, 1);
    } finally {
      await Promise.all([own.close(), other.close()]);
    }
  });

  it('are the same ones while the settings stay, so that they remember their server', async () => {
    await set('text.provider', 'openai');
    const first = await models.text();
    assert.equal(await models.text(), first);
    await set('text.model', 'gpt-6-sol');
    assert.notEqual(await models.text(), first);
  });
});

type Respond = (progress: vscode.Progress<vscode.LanguageModelResponsePart>, token: vscode.CancellationToken) => Promise<void>;

describe('Language models of VS Code', () => {
  const vendor = 'galley-test';
  let registration: vscode.Disposable;
  let respond: Respond;
  let heard: { readonly messages: readonly vscode.LanguageModelChatRequestMessage[] }[];
  const write = (text: string): vscode.LanguageModelTextPart => new vscode.LanguageModelTextPart(text);

  before(() => {
    registration = vscode.lm.registerLanguageModelChatProvider(vendor, {
      provideLanguageModelChatInformation: () => [
        { id: 'small', name: 'Small Model', family: 'test', version: '1', maxInputTokens: 1000, maxOutputTokens: 1000, capabilities: {} },
      ],
      provideLanguageModelChatResponse: async (_model, messages, _options, progress, token) => {
        heard.push({ messages });
        await respond(progress, token);
      },
      provideTokenCount: (_model, text) => Promise.resolve(typeof text === 'string' ? text.length : 7),
    });
  });
  after(() => { registration.dispose(); });
  beforeEach(() => {
    heard = [];
    respond = (progress) => {
      progress.report(write('A brick '));
      progress.report(write('oven.'));
      return Promise.resolve();
    };
  });

  async function smallModel(): Promise<vscode.LanguageModelChat> {
    const [chat] = await vscode.lm.selectChatModels({ vendor });
    assert.ok(chat, 'VS Code does not offer the model that the test registered');
    return chat;
  }

  it('answer, and are not metered here', async () => {
    const model = vscodeTextModel({ model: await smallModel() });
    assert.deepEqual(model.info, { provider: 'vscode', model: 'galley-test/small', channel: 'api', label: 'galley-test: Small Model - through VS Code, not metered here' });
    const { deltas, result } = await listen(model);
    assert.equal(deltas.join(''), 'A brick oven.');
    assert.ok(result, 'no result');
    assert.equal(result.text, 'A brick oven.');
    assert.deepEqual(result.price, { cost: undefined, basis: 'unknown', isMetered: false });
    assert.deepEqual(result.usage, { input: 14, cached: undefined, output: 13 });
    const [first, second] = heard[0]?.messages ?? [];
    const words = (message: typeof first): string => (message?.content ?? []).map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    assert.deepEqual([words(first), words(second)], ['You write alt text.', 'Describe the oven.']);
  });

  it('answer in a form that was asked for, or fail', async () => {
    const model = vscodeTextModel({ model: await smallModel() });
    const ask = () => model.structured({ task: planTask, prompt: request.prompt, name: 'plan', schema: { type: 'object' } }, new AbortController().signal);
    respond = (progress) => { progress.report(write('Here you are:\n```json\n{"posts": []}\n```')); return Promise.resolve(); };
    assert.deepEqual((await ask()).value, { posts: [] });
    respond = (progress) => { progress.report(write('No.')); return Promise.resolve(); };
    await assert.rejects(ask(), IncompleteText);
  });

  const failures: readonly [string, () => Error, string][] = [
    ['no leave', () => vscode.LanguageModelError.NoPermissions('secret detail'), 'auth'],
    ['no quota', () => vscode.LanguageModelError.Blocked('secret detail'), 'quota'],
    ['no model', () => vscode.LanguageModelError.NotFound('secret detail'), 'unsupported'],
    ['any other failure', () => new Error('secret detail'), 'unexpected'],
  ];
  for (const [what, fail, reason] of failures) {
    it(`say in their own words what went wrong: ${what}`, async () => {
      respond = () => Promise.reject(fail());
      const { error } = await listen(vscodeTextModel({ model: await smallModel() }));
      assert.ok(error instanceof ServiceError, String(error));
      assert.equal(error.reason, reason);
      assert.match(error.message, /^Could not get text from Small Model: /);
      assert.equal(error.message.includes('secret'), false);
    });
  }

  it('keep the words that came before a failure', async () => {
    const heardWords: { tell?: () => void } = {};
    respond = async (progress) => {
      progress.report(write('Half a'));
      // VS Code drops words that are still under way when the answer fails.
      await new Promise<void>((resolve) => { heardWords.tell = resolve; });
      throw vscode.LanguageModelError.Blocked();
    };
    const { error } = await listen(vscodeTextModel({ model: await smallModel() }), undefined, () => heardWords.tell?.());
    assert.ok(error instanceof IncompleteText, String(error));
    assert.equal(error.partial.text, 'Half a');
  });

  it('are stopped with the run, even when they do not listen', async () => {
    const controller = new AbortController();
    const cancelled = new Promise<void>((resolve) => {
      respond = (progress, token) => {
        token.onCancellationRequested(() => { resolve(); });
        progress.report(write('First'));
        return new Promise(() => undefined);
      };
    });
    const { error } = await listen(vscodeTextModel({ model: await smallModel() }), controller.signal, () => { controller.abort(); });
    assert.equal(error instanceof Error && error.name, 'AbortError');
    await cancelled;
  });

  it('are given up when they say nothing, or never stop', async () => {
    respond = () => new Promise(() => undefined);
    const silent = await listen(vscodeTextModel({ model: await smallModel(), limits: { firstWordMs: 50 } }));
    assert.equal(silent.error instanceof ServiceError && silent.error.reason, 'timeout');
    respond = (progress) => { for (let i = 0; i < 50; i += 1) progress.report(write('more ')); return Promise.resolve(); };
    const endless = await listen(vscodeTextModel({ model: await smallModel(), limits: { maxSize: 100 } }));
    assert.equal(endless.error instanceof IncompleteText && endless.error.reason, 'unexpected');
  });

  describe('in the list of models', () => {
    let keys: Keys;
    let models: Models;
    beforeEach(() => {
      keys = new Keys(new MemorySecrets());
      models = openTestModels(keys);
    });
    afterEach(async () => {
      models.dispose();
      keys.dispose();
      await resetSettings();
    });

    async function everything(): Promise<KnownModels> {
      const deps = { models, keys, lists: new Map<string, readonly string[]>() };
      let known = firstModels(deps);
      await findModels(deps, (part) => { known = { ...known, ...part, prices: new Map([...known.prices, ...(part.prices ?? [])]) }; }, new AbortController().signal);
      return known;
    }

    it('stand beside those of the server whose key is set, and one is taken by choice only', async () => {
      const server = await startOpenaiServer();
      try {
        await set('text.baseUrl', server.baseUrl);
        await keys.set('openai', server.origin, server.key);
        await set('text.provider', 'builtin');
        const known = await everything();
        const rows = modelRows(known);
        const small = rows.find(({ label }) => label === 'Small Model');
        assert.ok(small?.action.type === 'text' && small.description.includes('not metered here'), JSON.stringify(small));
        assert.ok(known.listed.includes('gpt-6-sol') && !known.listed.includes('gpt-image-2'), String(known.listed));
        assert.equal(models.textInfo.provider, 'builtin');
        await applyChoice({ kind: 'text', choice: small.action.choice }, 'user');
        assert.equal(readSettings().text.model, 'galley-test/small');
        const model = await models.text();
        assert.equal(heard.length, 0);
        assert.equal((await listen(model)).result?.text, 'A brick oven.');
        assert.equal(models.textInfo.label, 'galley-test: Small Model - through VS Code, not metered here');
      } finally {
        await server.close();
      }
    });

    it('are chosen by the command, which checks what it is given', async () => {
      const choice = { kind: 'text', choice: { provider: 'vscode', model: 'galley-test/small' } };
      assert.deepEqual(await vscode.commands.executeCommand('galley.chooseModel', { kind: 'text', provider: 'vscode', model: 'galley-test/small' }), choice);
      assert.equal(readSettings().text.provider, 'vscode');
      for (const options of [{ kind: 'text' }, { kind: 'sound', provider: 'fal' }, { kind: 'text', provider: 'openai', baseUrl: 'http://x.example/v1' }, { kind: 'image', provider: 'fal', model: 7 }])
        await assert.rejects(async () => vscode.commands.executeCommand('galley.chooseModel', options), /Could not/);
      assert.equal(readSettings().text.provider, 'vscode');
    });

    it('are missed by name when they are gone', async () => {
      await applyChoice({ kind: 'text', choice: { provider: 'vscode', model: 'galley-test/gone' } }, 'user');
      const { error } = await listen(await models.text());
      assert.ok(error instanceof ServiceError && error.reason === 'unsupported', String(error));
      assert.ok(error.message.includes('galley-test/gone'));
    });

    it('are chosen for one workspace without touching the others', async () => {
      await applyChoice({ kind: 'text', choice: { provider: 'vscode', model: 'galley-test/small' } }, 'workspace');
      const found = vscode.workspace.getConfiguration('galley').inspect('text.provider');
      assert.deepEqual([found?.workspaceValue, found?.globalValue], ['vscode', undefined]);
      // Choosing for all is not hidden by what this workspace had.
      await applyChoice({ kind: 'text', choice: { provider: 'builtin' } }, 'user');
      assert.equal(readSettings().text.provider, 'builtin');
    });
  });
});
