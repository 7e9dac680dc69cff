import type { ModelInfo } from './modelInfo.js';
import type { Price } from '../common/price.js';

/** `width:height`, as in `16:9`; `1200:630` is the link-preview card. */
export type AspectRatio = `${number}:${number}`;

export const aspectRatios = ['1200:630', '16:9', '1:1', '4:5', '9:16'] as const satisfies readonly AspectRatio[];

export function isAspectRatio(value: string): value is AspectRatio {
  return /^[1-9]\d{0,4}:[1-9]\d{0,4}$/.test(value);
}

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
  /** Called as soon as the provider has taken the job; awaited, so that the id is on disk before anything else happens. */
  onSubmitted(job: SubmittedJob): void | Promise<void>;
}

/** A paid job at a provider, enough to fetch its result later and from another process. */
export interface SubmittedJob {
  readonly requestId: string;
  /** The model's id at the provider. */
  readonly model: string;
}

/** Makes one image. Rejects with `ServiceError`, or with an `AbortError` once the signal is aborted. */
export interface ImageModel {
  readonly info: ModelInfo;
  estimate(request: ImageRequest): Promise<Price>;
  /** What the provider is sent for it; absent from models that are sent nothing. */
  input?(request: ImageRequest): Readonly<Record<string, unknown>>;
  generate(request: ImageRequest, run: ImageRun): Promise<ImageResult>;
  /** For providers that keep jobs: waits for one that was submitted before and fetches it. Never submits. */
  readonly jobs?: ImageJobs | undefined;
}

export interface ImageJobs {
  resume(job: SubmittedJob, run: Pick<ImageRun, 'signal' | 'onProgress'>): Promise<ImageResult>;
  /** Jobs of this account at this model that started in the time span, newest first: a submit whose reply was lost is among them. */
  find(model: string, span: { readonly from: Date; readonly to: Date }, signal: AbortSignal): Promise<readonly FoundJob[]>;
}

export interface FoundJob extends SubmittedJob {
  readonly prompt: string | undefined;
  readonly seed: number | undefined;
  readonly startedAt: string | undefined;
}
