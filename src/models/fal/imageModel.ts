import { t } from '@vscode/l10n';
import { imageSize } from '../imageSize.js';
import type { GeneratedImage, ImageModel, ImageRequest, ImageResult, ImageRun } from '../imageModel.js';
import { at, listAt, numberAt, textAt } from '../jsonRead.js';
import { isImageType } from '../mediaType.js';
import { ServiceError } from '../serviceError.js';
import { findJobs, openAccount, type Account, type FalOptions } from './account.js';
import type { FinishedJob } from './finished.js';
import { imageInput } from './imageInput.js';
import { followJob, runJob } from './job.js';
import { estimateOf, priceOf } from './price.js';
import { isSameRatio } from './ratios.js';
import { fetchResult, noFile } from './resultFile.js';

/** Images from any text-to-image model at fal. */
export function falImageModel(options: FalOptions): ImageModel {
  const { model, prices } = options;

  const generate = async (request: ImageRequest, run: ImageRun): Promise<ImageResult> => {
    const account = await openAccount(options, model, request.prompt);
    const { input, aspectRatio } = imageInput(model, request);
    const job = await runJob(model, input, run, account);
    const made = await result(job, run.signal, account);
    if (isSameRatio(aspectRatio, request.aspectRatio)) return made;
    return { ...made, warnings: [...made.warnings, t('{0} does not draw {1}, so the picture is {2}.', model, request.aspectRatio, aspectRatio)] };
  };

  const result = async (job: FinishedJob, signal: AbortSignal, account: Account): Promise<ImageResult> => {
    const { data, units, requestId } = job;
    const images = listAt(data, 'images').length > 0 ? listAt(data, 'images') : [at(data, 'image')].filter((one) => one !== undefined);
    const megapixels = images.map(megapixelsOf);
    const price = await priceOf(prices, job.model, units, {
      images: images.length,
      megapixels: megapixels.every((one) => one !== undefined) ? megapixels.reduce((sum, one) => sum + one, 0) : undefined,
      seconds: undefined,
    });
    try {
      const index = images.findIndex((_, position) => listAt(data, 'has_nsfw_concepts')[position] !== true);
      if (index < 0 && images.length > 0) throw flagged(job);
      const file = await fetchResult(textAt(images[index], 'url'), requestId, signal, account);
      return { image: picture(file, data, requestId), model: job.model, price, requestId, warnings: [...job.warnings, ...countWarning(images.length)] };
    } catch (error) {
      throw error instanceof ServiceError ? withPrice(error, price, requestId) : error;
    }
  };

  return {
    info: { provider: 'fal', model, channel: 'api', label: t('{0} - fal', model) },
    estimate: (request) => estimateOf(prices, model, { images: 1, megapixels: imageInput(model, request).megapixels, seconds: undefined }),
    input: (request) => imageInput(model, request).input,
    generate,
    jobs: {
      resume: async (job, run) => {
        const account = await openAccount(options, job.model, undefined);
        return result(await followJob(job, run, account), run.signal, account);
      },
      find: (wanted, span, signal) => findJobs(options, wanted, span, signal),
    },
  };
}

function megapixelsOf(image: unknown): number | undefined {
  const width = numberAt(image, 'width');
  const height = numberAt(image, 'height');
  return width === undefined || height === undefined ? undefined : Math.ceil((width * height) / 1e6);
}

/** A picture that its checker flags comes black or blurred: there is nothing to keep. */
function flagged({ model, requestId }: FinishedJob): ServiceError {
  return new ServiceError('refused', t('Could not use the picture from fal: the content check of {0} flagged it. Change the prompt.', model), { requestId, endsJob: true });
}

function countWarning(count: number): readonly string[] {
  return count > 1 ? [t('fal made {0} pictures; the first one was taken.', count)] : [];
}

function picture({ bytes, mediaType }: Awaited<ReturnType<typeof fetchResult>>, data: unknown, requestId: string): GeneratedImage {
  const size = isImageType(mediaType) ? imageSize(bytes, mediaType) : undefined;
  if (!isImageType(mediaType) || size === undefined) throw noFile(requestId);
  return { bytes, mediaType, ...size, seed: numberAt(data, 'seed') };
}

/** The job was paid for, whatever became of its file. */
function withPrice({ reason, message, status, endsJob, cause }: ServiceError, price: ImageResult['price'], requestId: string): ServiceError {
  return new ServiceError(reason, message, { status, requestId, price, endsJob, cause });
}
