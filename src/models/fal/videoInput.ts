import type { VideoRequest } from '../videoModel.js';
import { nearestRatio } from './ratios.js';

export interface VideoInput {
  readonly input: Readonly<Record<string, unknown>>;
  readonly aspectRatio: string;
  /** Length that was asked for; `undefined` when the model chooses. */
  readonly seconds: number | undefined;
  /** The price depends on the sound, which the listed price does not say. */
  readonly isPricedBySound: boolean;
}

type Asked = Pick<VideoRequest, 'prompt' | 'aspectRatio' | 'seconds' | 'seed'>;

const families: readonly (readonly [RegExp, (asked: Asked, withSound: boolean) => VideoInput])[] = [
  [/\/veo3(\.\d)?(\/(fast|lite))?$/, veo],
  [/\/kling-video\/v3\/\w+\/text-to-video$/, (asked, sound) => kling(asked, /* any whole second */ [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], sound)],
  [/\/kling-video\/.+\/text-to-video$/, (asked) => kling(asked, [5, 10], undefined)],
];

/** A model that is not known here gets the prompt and the ratio alone. */
export function videoInput(model: string, asked: Asked, withSound: boolean): VideoInput {
  const family = families.find(([pattern]) => pattern.test(model))?.[1];
  if (family) return family(asked, withSound);
  const { prompt, aspectRatio } = asked;
  return { input: { prompt, aspect_ratio: aspectRatio }, aspectRatio, seconds: undefined, isPricedBySound: false };
}

/** Lengths are written `8s` here and `5` at Kling. */
function veo({ prompt, aspectRatio, seconds, seed }: Asked, withSound: boolean): VideoInput {
  const length = nearest(seconds ?? 8, [4, 6, 8]);
  const ratio = nearestRatio(aspectRatio, ['16:9', '9:16']);
  const input = { prompt, aspect_ratio: ratio, duration: `${length}s`, generate_audio: withSound, ...(seed === undefined ? {} : { seed }) };
  return { input, aspectRatio: ratio, seconds: length, isPricedBySound: true };
}

function kling({ prompt, aspectRatio, seconds }: Asked, lengths: readonly [number, ...number[]], sound: boolean | undefined): VideoInput {
  const length = nearest(seconds ?? 5, lengths);
  const ratio = nearestRatio(aspectRatio, ['16:9', '9:16', '1:1']);
  const input = { prompt, aspect_ratio: ratio, duration: String(length), ...(sound === undefined ? {} : { generate_audio: sound }) };
  return { input, aspectRatio: ratio, seconds: length, isPricedBySound: sound !== undefined };
}

function nearest(wanted: number, offered: readonly [number, ...number[]]): number {
  return offered.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best), offered[0]);
}
