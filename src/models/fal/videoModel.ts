import { t } from '@vscode/l10n';
import type { ImageRun } from '../imageModel.js';
import { at, listAt, numberAt, textAt } from '../jsonRead.js';
import { isVideoType } from '../mediaType.js';
import { ServiceError } from '../serviceError.js';
import type { VideoModel, VideoRequest, VideoResult } from '../videoModel.js';
import { findJobs, openAccount, type Account, type FalOptions } from './account.js';
import type { FinishedJob } from './finished.js';
import { followJob, runJob } from './job.js';
import { estimateOf, priceOf } from './price.js';
import { isSameRatio } from './ratios.js';
import { fetchResult, noFile } from './resultFile.js';
import { videoInput, type VideoInput } from './videoInput.js';

export interface FalVideoOptions extends FalOptions {
  /** Sound, where the model can do without; it may double the price. On by default, as at fal. */
  readonly sound?: boolean | undefined;
}

/** Clips from any text-to-video model at fal. */
export function falVideoModel(options: FalVideoOptions): VideoModel {
  const { model, prices, sound = true } = options;

  const generate = async (request: VideoRequest, run: ImageRun): Promise<VideoResult> => {
    const account = await openAccount(options, model, request.prompt);
    const asked = videoInput(model, request, sound);
    const job = await runJob(model, asked.input, run, account);
    const made = await result(job, asked.seconds, run.signal, account);
    return { ...made, warnings: [...made.warnings, ...inputWarnings(request, asked, made)] };
  };

  const inputWarnings = (request: VideoRequest, asked: VideoInput, { price }: VideoResult): readonly string[] => [
    ...(isSameRatio(asked.aspectRatio, request.aspectRatio) ? [] : [t('{0} does not film {1}, so the clip is {2}.', model, request.aspectRatio, asked.aspectRatio)]),
    ...(asked.seconds === undefined || request.seconds === undefined || asked.seconds === request.seconds
      ? []
      : [t('{0} does not film {1} s, so the clip has {2} s.', model, request.seconds, asked.seconds)]),
    ...(asked.isPricedBySound && price.basis !== 'unknown' ? [t('The price of {0} depends on the sound; fal lists one price, so look at its bill.', model)] : []),
  ];

  const result = async (job: FinishedJob, seconds: number | undefined, signal: AbortSignal, account: Account): Promise<VideoResult> => {
    const { data, units, requestId } = job;
    const video = at(data, 'video') ?? listAt(data, 'videos')[0];
    const length = numberAt(video, 'duration') ?? seconds;
    const price = await priceOf(prices, job.model, units, { images: 0, megapixels: undefined, seconds: length });
    try {
      const { bytes, mediaType } = await fetchResult(textAt(video, 'url'), requestId, signal, account);
      if (!isVideoType(mediaType)) throw noFile(requestId);
      return { video: { bytes, mediaType }, model: job.model, price, requestId, warnings: job.warnings };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { reason, message, status, endsJob, cause } = error;
      throw new ServiceError(reason, message, { status, requestId, price, endsJob, cause });
    }
  };

  return {
    info: { provider: 'fal', model, channel: 'api', label: t('{0} - fal', model) },
    estimate: (request) => estimateOf(prices, model, { images: 0, megapixels: undefined, seconds: videoInput(model, request, sound).seconds }),
    input: (request) => videoInput(model, request, sound).input,
    generate,
    jobs: {
      resume: async (job, run) => {
        const account = await openAccount(options, job.model, undefined);
        return result(await followJob(job, run, account), undefined, run.signal, account);
      },
      find: (wanted, span, signal) => findJobs(options, wanted, span, signal),
    },
  };
}
