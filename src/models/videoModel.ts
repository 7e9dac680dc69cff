import type { Price } from '../common/price.js';
import type { AspectRatio, FoundJob, ImageRun, SubmittedJob } from './imageModel.js';
import type { ModelInfo } from './modelInfo.js';

export interface VideoRequest {
  readonly prompt: string;
  readonly aspectRatio: AspectRatio;
  /** Wanted length; the nearest that the model offers is taken. */
  readonly seconds: number | undefined;
  readonly seed: number | undefined;
}

export interface VideoResult {
  readonly video: { readonly bytes: Uint8Array; readonly mediaType: 'video/mp4' | 'video/webm' | 'video/quicktime' };
  readonly model: string;
  readonly price: Price;
  readonly requestId?: string | undefined;
  readonly warnings: readonly string[];
}

/** Makes one clip; the same contract as `ImageModel`. */
export interface VideoModel {
  readonly info: ModelInfo;
  estimate(request: VideoRequest): Promise<Price>;
  input?(request: VideoRequest): Readonly<Record<string, unknown>>;
  generate(request: VideoRequest, run: ImageRun): Promise<VideoResult>;
  readonly jobs?: {
    resume(job: SubmittedJob, run: Pick<ImageRun, 'signal' | 'onProgress'>): Promise<VideoResult>;
    find(model: string, span: { readonly from: Date; readonly to: Date }, signal: AbortSignal): Promise<readonly FoundJob[]>;
  };
}
