import { t } from '@vscode/l10n';
import type { Price } from '../common/price.js';
import type { FoundJob, ImageModel, ImageResult, ImageRun, SubmittedJob } from '../models/imageModel.js';
import type { MediaType } from '../models/mediaType.js';
import type { ModelInfo } from '../models/modelInfo.js';
import { ServiceError } from '../models/serviceError.js';
import type { VideoModel, VideoResult } from '../models/videoModel.js';
import type { Asked } from './paying.js';
import type { MediaStep, StepContext } from './step.js';

/** A finished picture or clip, with what a receipt says of it. */
export interface MediaResult {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly model: string;
  readonly price: Price;
  readonly requestId: string | undefined;
  readonly warnings: readonly string[];
}

/** A model of pictures or of clips that knows what one step asks for: all that a run has to know of either. */
export interface MediaMaker {
  readonly info: ModelInfo;
  readonly prompt: string;
  /** The one that was asked for. */
  readonly seed: number | undefined;
  /** What the provider is sent. */
  asked(seed: number): Asked;
  estimate(seed: number): Promise<Price>;
  generate(seed: number, run: ImageRun): Promise<MediaResult>;
}

/** The jobs that a provider keeps, whatever they make. */
export interface MediaJobs {
  resume(job: SubmittedJob, run: Pick<ImageRun, 'signal' | 'onProgress'>): Promise<MediaResult>;
  find(model: string, span: { readonly from: Date; readonly to: Date }, signal: AbortSignal): Promise<readonly FoundJob[]>;
}

/** `undefined` where no provider is set up. */
export interface MediaModels {
  readonly imageModel?: ImageModel | undefined;
  readonly videoModel?: VideoModel | undefined;
}

/** Throws a `ServiceError` when no provider is set up for the step. */
export function makerFor(step: MediaStep, context: StepContext, { imageModel, videoModel }: MediaModels): MediaMaker {
  if (step.kind === 'image') {
    if (!imageModel) throw new ServiceError('auth', t('Could not make the image: no provider of images is set up. Choose one.'), { charge: 'none' });
    const asked = step.request(context);
    return {
      info: imageModel.info,
      prompt: asked.prompt,
      seed: asked.seed,
      asked: (seed) => askedFor(asked.prompt, imageModel.input?.({ ...asked, seed }) ?? { aspect_ratio: asked.aspectRatio, seed }),
      estimate: (seed) => imageModel.estimate({ ...asked, seed }),
      generate: async (seed, run) => ofImage(await imageModel.generate({ ...asked, seed }, run)),
    };
  }
  if (!videoModel) throw new ServiceError('auth', noVideoProvider(), { charge: 'none' });
  const asked = step.request(context);
  return {
    info: videoModel.info,
    prompt: asked.prompt,
    seed: asked.seed,
    asked: (seed) => askedFor(asked.prompt, videoModel.input?.({ ...asked, seed }) ?? { aspect_ratio: asked.aspectRatio, seed }),
    estimate: (seed) => videoModel.estimate({ ...asked, seed }),
    generate: async (seed, run) => ofVideo(await videoModel.generate({ ...asked, seed }, run)),
  };
}

/** `undefined` where the provider cannot be reached or keeps no jobs. */
export function jobsFor({ kind }: MediaStep, { imageModel, videoModel }: MediaModels): MediaJobs | undefined {
  const image = imageModel?.jobs;
  const video = videoModel?.jobs;
  if (kind === 'image') return image && { resume: async (job, run) => ofImage(await image.resume(job, run)), find: (...asked) => image.find(...asked) };
  return video && { resume: async (job, run) => ofVideo(await video.resume(job, run)), find: (...asked) => video.find(...asked) };
}

/** Nothing that is built in makes clips. */
export function noVideoProvider(): string {
  return t('Could not make the video: clips are made at fal, and no key for it is set. Set one first.');
}

/** `k3J9sd02LmQp_hero.png`; each take gets a fresh id. */
export function fileNameOf(id: string, { kind }: MediaStep, mediaType: MediaType): string {
  return `${id}_${kind === 'image' ? 'hero' : 'video'}.${extensionOf(mediaType)}`;
}

function extensionOf(mediaType: MediaType): string {
  switch (mediaType) {
    case 'image/png':
      return 'png';
    case 'image/jpeg':
      return 'jpg';
    case 'image/webp':
      return 'webp';
    case 'video/mp4':
      return 'mp4';
    case 'video/webm':
      return 'webm';
    case 'video/quicktime':
      return 'mov';
  }
}

function askedFor(user: string, input: Readonly<Record<string, unknown>>): Asked {
  return { system: '', user, parameters: Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'prompt')) };
}

function ofImage({ image, model, price, requestId, warnings }: ImageResult): MediaResult {
  return { bytes: image.bytes, mediaType: image.mediaType, model, price, requestId, warnings };
}

function ofVideo({ video, model, price, requestId, warnings }: VideoResult): MediaResult {
  return { bytes: video.bytes, mediaType: video.mediaType, model, price, requestId, warnings };
}
