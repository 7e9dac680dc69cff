import type { ModelInfo } from './modelInfo.js';
import type { Price } from '../common/price.js';

/** `width:height`, as in `16:9`; `1200:630` is the link-preview card. */
export type AspectRatio = `${number}:${number}`;

export const aspectRatios = ['1200:630', '16:9', '1:1', '4:5', '9:16'] as const satisfies readonly AspectRatio[];

export interface ImageRequest {
  readonly title: string;
  readonly body: string;
  readonly pillarName: string | undefined;
  readonly studioName: string | undefined;
  readonly aspectRatio: AspectRatio;
  /** The same seed and request give the same picture where the provider can do so. */
  readonly seed: number;
  /** What an image model is asked to draw. */
  readonly prompt: string;
  /** Brand colours as `#rrggbb`, at most two. */
  readonly colors: readonly string[];
  /** A cover design by name; chosen from the seed when absent. */
  readonly template: string | undefined;
}

export interface GeneratedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly seed: number | undefined;
}

export interface ImageResult {
  readonly image: GeneratedImage;
  readonly model: string;
  readonly price: Price;
  readonly requestId?: string | undefined;
  /** For people, one sentence each: what could not be drawn, moderation flags. */
  readonly warnings: readonly string[];
}

export interface ImageProgress {
  /** One line for people: `queued, 2 ahead`. */
  readonly message: string;
}

export interface ImageRun {
  readonly signal: AbortSignal;
  onProgress(progress: ImageProgress): void;
  /** Called as soon as the provider has taken the job and before it is finished. */
  onSubmitted(requestId: string): void;
}

/** Makes one image. Rejects with `ServiceError`, or with an `AbortError` once the signal is aborted. */
export interface ImageModel {
  readonly info: ModelInfo;
  estimate(request: ImageRequest): Promise<Price>;
  generate(request: ImageRequest, run: ImageRun): Promise<ImageResult>;
}
