import assert from 'node:assert/strict';
import type { CoverRenderer } from '../../../src/cover/coverWorker.js';
import type { CoverNotes, CoverRequest, CoverResult } from '../../../src/cover/renderCover.js';
import { isAbort } from '../../../src/common/abort.js';
import { builtinImageModel } from '../../../src/models/builtin/image.js';
import type { ImageRequest, ImageRun } from '../../../src/models/imageModel.js';
import { ServiceError } from '../../../src/models/serviceError.js';

const quiet: CoverNotes = { missing: [], hasEmoji: false, isTitleCut: false, isFigureMissing: false };

class FakeRenderer implements CoverRenderer {
  readonly requests: CoverRequest[] = [];
  constructor(private readonly result: CoverResult = { kind: 'drawn', png: new Uint8Array([1]), design: 'pipes', notes: quiet }) {}
  render(request: CoverRequest): Promise<CoverResult> {
    this.requests.push(request);
    return Promise.resolve(this.result);
  }
  dispose(): void {
    this.requests.length = 0;
  }
}

const imageRequest = (changes: Partial<ImageRequest> = {}): ImageRequest => ({
  title: 'Ship smaller', body: '', pillarName: 'Craft', studioName: undefined, aspectRatio: '16:9', seed: 5, prompt: 'ignored', colors: [], template: undefined, ...changes,
});
const run = (signal = new AbortController().signal): ImageRun => ({ signal, onProgress: () => undefined, onSubmitted: () => assert.fail('nothing is submitted') });
const noted = (notes: Partial<CoverNotes>): FakeRenderer => new FakeRenderer({ kind: 'drawn', png: new Uint8Array(), design: 'pipes', notes: { ...quiet, ...notes } });
const refusal = (text: RegExp) => (error: unknown): boolean => error instanceof ServiceError && error.reason === 'unsupported' && text.test(error.message);

describe('the built-in image model', () => {
  it('is free, runs here and says that it is no AI model', async () => {
    const model = builtinImageModel({ renderer: new FakeRenderer() });
    const { info } = model;
    assert.equal(info.provider, 'builtin');
    assert.equal(info.channel, 'builtin');
    assert.equal(info.label, 'Built-in (designed cover, no AI model) - on this computer');
    assert.deepEqual(await model.estimate(imageRequest()), { cost: 0, basis: 'free' });
  });

  it('answers with the picture, its size and the design that was drawn', async () => {
    const result = await builtinImageModel({ renderer: new FakeRenderer() }).generate(imageRequest(), run());
    assert.equal(result.model, 'cover-pipes-1');
    assert.deepEqual(result.image, { bytes: new Uint8Array([1]), mediaType: 'image/png', width: 1600, height: 900, seed: 5 });
    assert.deepEqual(result.price, { cost: 0, basis: 'free' });
    assert.deepEqual(result.warnings, []);
  });

  it('passes on what the post and the studio say', async () => {
    const renderer = new FakeRenderer();
    await builtinImageModel({ renderer }).generate(imageRequest({ template: 'aurora', colors: ['#F00', 'blue'], aspectRatio: '4:5' }), run());
    assert.deepEqual(renderer.requests, [
      { title: 'Ship smaller', body: '', pillarName: 'Craft', studioName: undefined, width: 1080, height: 1350, seed: 5, colors: ['#ff0000'], design: 'aurora' },
    ]);
  });

  it('refuses a bad aspect ratio and an unknown design', async () => {
    const model = builtinImageModel({ renderer: new FakeRenderer() });
    await assert.rejects(model.generate(imageRequest({ aspectRatio: '9:1' }), run()), refusal(/“9:1” is not an aspect ratio/));
    await assert.rejects(model.generate(imageRequest({ template: 'baroque' }), run()), refusal(/no design “baroque”; use aurora, /));
  });

  it('refuses a title of which nothing can be drawn', async () => {
    const refused = (characters: string[]) => builtinImageModel({ renderer: new FakeRenderer({ kind: 'undrawable', characters }) }).generate(imageRequest(), run());
    await assert.rejects(refused(['通', '义']), refusal(/^Could not draw the title: .* 通 义\.$/));
    await assert.rejects(refused([]), refusal(/^Could not draw the title: it has no text to draw\.$/));
  });

  it('warns of everything that the picture leaves out', async () => {
    const warnings = async (renderer: FakeRenderer, changes: Partial<ImageRequest> = {}) => (await builtinImageModel({ renderer }).generate(imageRequest(changes), run())).warnings;
    assert.match((await warnings(noted({ missing: ['中', '国'] }))).join(), /^The picture leaves out 中 国: no font/);
    assert.match((await warnings(noted({ hasEmoji: true }))).join(), /emoji/);
    assert.match((await warnings(noted({ isTitleCut: true }))).join(), /ellipsis/);
    assert.match((await warnings(noted({ isFigureMissing: true }))).join(), /the pipes design was used/);
    assert.match((await warnings(noted({}), { colors: ['blue'] })).join(), /“blue” was not used/);
  });

  it('does nothing once canceled', async () => {
    const renderer = new FakeRenderer();
    await assert.rejects(builtinImageModel({ renderer }).generate(imageRequest(), run(AbortSignal.abort())), isAbort);
    assert.equal(renderer.requests.length, 0);
  });
});
