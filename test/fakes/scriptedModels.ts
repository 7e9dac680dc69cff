import { free, type Price } from '../../src/common/price.js';
import type { ImageModel, ImageRequest, ImageResult, ImageRun } from '../../src/models/imageModel.js';
import type { ModelInfo } from '../../src/models/modelInfo.js';
import { noNotes, type TextEvent, type TextModel, type TextRequest, type WriterNotes } from '../../src/models/textModel.js';
import type { VideoModel, VideoRequest, VideoResult } from '../../src/models/videoModel.js';

const info: ModelInfo = { provider: 'scripted', model: 'asked-1', channel: 'api', label: 'Scripted' };

/** Says what it is told to, and may do something else while it "thinks". */
export class ScriptedTextModel implements TextModel {
  readonly info = info;
  readonly requests: TextRequest[] = [];
  price: Price = free;
  notes: WriterNotes = noNotes;
  before: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  constructor(public text: string) {}

  estimate(): Promise<Price> {
    return Promise.resolve(this.price);
  }

  async *stream(request: TextRequest, signal: AbortSignal): AsyncIterable<TextEvent> {
    this.requests.push(request);
    await this.before(signal);
    signal.throwIfAborted();
    yield { type: 'delta', text: this.text };
    const usage = { input: 10, cached: 0, output: 20 };
    yield { type: 'end', result: { text: this.text, model: 'answered-1', price: this.price, notes: this.notes, usage, requestId: 'r1' } };
  }
}

export class ScriptedImageModel implements ImageModel {
  readonly info = info;
  readonly requests: ImageRequest[] = [];
  price: Price = { cost: 60_000, basis: 'billed' };
  /** Number of the take that fails, from 0. */
  failAt: number | undefined;
  failure: Error = new Error('No picture');

  estimate(): Promise<Price> {
    return Promise.resolve(this.price);
  }

  generate(request: ImageRequest, run: ImageRun): Promise<ImageResult> {
    const index = this.requests.push(request) - 1;
    run.signal.throwIfAborted();
    if (index === this.failAt) return Promise.reject(this.failure);
    return Promise.resolve({
      image: { bytes: new Uint8Array([index]), mediaType: 'image/png', width: 1, height: 1, seed: request.seed },
      model: 'answered-1',
      price: this.price,
      warnings: [],
    });
  }
}

export class ScriptedVideoModel implements VideoModel {
  readonly info = info;
  readonly requests: VideoRequest[] = [];
  price: Price = { cost: 350_000, basis: 'billed' };
  mediaType: VideoResult['video']['mediaType'] = 'video/mp4';
  before: (run: ImageRun) => Promise<void> = () => Promise.resolve();

  estimate(): Promise<Price> {
    return Promise.resolve(this.price);
  }

  async generate(request: VideoRequest, run: ImageRun): Promise<VideoResult> {
    this.requests.push(request);
    await this.before(run);
    run.signal.throwIfAborted();
    return { video: { bytes: new Uint8Array([7, 7]), mediaType: this.mediaType }, model: 'answered-1', price: this.price, requestId: 'v1', warnings: ['A remark.'] };
  }
}
