import { numberAt, textAt, type JsonObject } from './json.js';

/** One entry of a 422 `detail` list. */
export interface InputIssue {
  readonly loc: readonly string[];
  readonly msg: string;
  readonly type: string;
  readonly input?: unknown;
}

/** What the server knows about an endpoint. Prices are examples of 2026-11, not anyone's offer. */
export interface FalModel {
  readonly makes: 'image' | 'video';
  readonly unitPrice: number;
  readonly unit: string;
  /** Billable units of one image, or of a clip of so many seconds. */
  units(made: { readonly images: number; readonly seconds: number }): number;
  check(input: JsonObject): readonly InputIssue[];
}

function missing(input: JsonObject, field: string): readonly InputIssue[] {
  return input[field] === undefined ? [{ loc: ['body', field], msg: 'Field required', type: 'missing', input }] : [];
}

function oneOf(input: JsonObject, field: string, allowed: readonly string[]): readonly InputIssue[] {
  const value = input[field];
  if (value === undefined || (typeof value === 'string' && allowed.includes(value))) return [];
  return [{ loc: ['body', field], msg: `Input should be ${allowed.map((one) => `'${one}'`).join(', ')}`, type: 'literal_error', input: value }];
}

function between(input: JsonObject, field: string, least: number, most: number): readonly InputIssue[] {
  const value = input[field];
  if (value === undefined) return [];
  const loc = ['body', field];
  if (typeof value !== 'number' || !Number.isInteger(value)) return [{ loc, msg: 'Input should be a valid integer', type: 'int_type', input: value }];
  if (value < least) return [{ loc, msg: `Input should be greater than or equal to ${least}`, type: 'greater_than_equal', input: value }];
  return value > most ? [{ loc, msg: `Input should be less than or equal to ${most}`, type: 'less_than_equal', input: value }] : [];
}

const tolerances = ['1', '2', '3', '4', '5', '6'];

function image(unitPrice: number, check: FalModel['check'] = () => []): FalModel {
  return {
    makes: 'image',
    unitPrice,
    unit: 'image',
    units: ({ images }) => images,
    check: (input) => [...missing(input, 'prompt'), ...between(input, 'num_images', 1, 4), ...check(input)],
  };
}

function video(unitPrice: number, check: FalModel['check']): FalModel {
  return {
    makes: 'video',
    unitPrice,
    unit: 'second',
    // Units follow the produced file: a measured 3 s clip was billed as 3.008.
    units: ({ seconds }) => Math.round((seconds + 0.008) * 1000) / 1000,
    check: (input) => [...missing(input, 'prompt'), ...check(input)],
  };
}

const flux = image(0.06, (input) => [
  ...oneOf(input, 'output_format', ['jpeg', 'png']),
  ...oneOf(input, 'safety_tolerance', tolerances),
]);
const veo = (unitPrice: number): FalModel =>
  video(unitPrice, (input) => [
    ...oneOf(input, 'duration', ['4s', '6s', '8s']),
    ...oneOf(input, 'aspect_ratio', ['16:9', '9:16']),
    ...oneOf(input, 'resolution', ['720p', '1080p']),
    ...oneOf(input, 'safety_tolerance', tolerances),
  ]);
const kling = video(0.07, (input) => [...oneOf(input, 'duration', ['5', '10']), ...oneOf(input, 'aspect_ratio', ['16:9', '9:16', '1:1'])]);

const known: Readonly<Record<string, FalModel>> = {
  'fal-ai/flux-pro/v1.1-ultra': flux,
  'fal-ai/flux/dev': image(0.025),
  'fal-ai/nano-banana': image(0.0398),
  'google/nano-banana-2.1': image(0.04),
  'openai/gpt-image-2': image(0.05),
  'fal-ai/veo3': veo(0.4),
  'fal-ai/veo3/fast': veo(0.15),
  'fal-ai/kling-video/v2.5-turbo/pro/text-to-video': kling,
};

/** Ids with a price, as the pricing API lists them. */
export const pricedModels = known;

/** Unknown endpoints run without checks and have no price. */
export function falModel(endpoint: string): FalModel {
  const unpriced = /video|veo|kling|wan|seedance|hailuo|ovi/.test(endpoint) ? video(0, () => []) : image(0);
  return known[endpoint] ?? { ...unpriced, check: () => [] };
}

/** Seconds of the clip an input asks for. */
export function clipSeconds(input: JsonObject): number {
  const seconds = numberAt(input, 'duration') ?? Number.parseFloat(textAt(input, 'duration') ?? '8');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 30) : 8;
}
