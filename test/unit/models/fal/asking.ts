import { falImageModel } from '../../../../src/models/fal/imageModel.js';
import type { FalOptions } from '../../../../src/models/fal/account.js';
import type { FalLimits } from '../../../../src/models/fal/limits.js';
import type { ImageModel, ImageRequest, ImageResult, ImageRun, SubmittedJob } from '../../../../src/models/imageModel.js';
import type { UnitPrices } from '../../../../src/models/prices.js';
import type { FalServer } from '../../../support/providers/falServer.js';

export const ultra = 'fal-ai/flux-pro/v1.1-ultra';
export const secretPrompt = 'The private picture shows a merger in Lisbon that nobody may read about';

export const request: ImageRequest = {
  title: 'A title',
  body: '',
  pillarName: undefined,
  studioName: undefined,
  aspectRatio: '16:9',
  seed: 7,
  prompt: secretPrompt,
  colors: [],
  template: undefined,
};

/** For a server that keeps silent on purpose. */
export const quick: Partial<FalLimits> = {
  submitMs: 300,
  requestMs: 150,
  queueMs: 250,
  totalMs: 500,
  pollMs: 5,
  mostPollMs: 20,
  patience: 3,
  backoffMs: 5,
  cancelMs: 250,
  downloadMs: 1000,
  downloadIdleMs: 150,
};

/** For all others: a slow machine must not look like a silent server. */
export const patient: Partial<FalLimits> = {
  ...quick,
  submitMs: 5000,
  requestMs: 5000,
  queueMs: 10_000,
  totalMs: 10_000,
  cancelMs: 2000,
  downloadMs: 10_000,
  downloadIdleMs: 5000,
};

/** Six cents for everything. */
export const prices: UnitPrices = {
  of: () => Promise.resolve({ perUnit: 60_000, unit: 'image', asOf: '2026-11-22T00:00:00Z', origin: 'provider' }),
};

export function imageModel(server: FalServer, options: Partial<FalOptions> = {}): ImageModel {
  return falImageModel({ key: () => server.key, model: ultra, endpoint: server.origin, prices, limits: patient, ...options });
}

export interface Heard {
  readonly jobs: readonly SubmittedJob[];
  readonly progress: readonly string[];
  readonly result: ImageResult | undefined;
  readonly error: unknown;
}

export async function draw(model: ImageModel, run: Partial<ImageRun> = {}, asked: Partial<ImageRequest> = {}): Promise<Heard> {
  return collect((whole) => model.generate({ ...request, ...asked }, whole), run);
}

export async function collect(start: (run: ImageRun) => Promise<ImageResult>, run: Partial<ImageRun> = {}): Promise<Heard> {
  const jobs: SubmittedJob[] = [];
  const progress: string[] = [];
  const whole: ImageRun = {
    signal: run.signal ?? new AbortController().signal,
    onProgress: (update) => {
      progress.push(update.message);
      run.onProgress?.(update);
    },
    onSubmitted: (job) => {
      jobs.push(job);
      return run.onSubmitted?.(job);
    },
  };
  try {
    return { jobs, progress, result: await start(whole), error: undefined };
  } catch (error) {
    return { jobs, progress, result: undefined, error };
  }
}
