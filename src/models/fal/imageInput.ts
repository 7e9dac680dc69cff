import type { AspectRatio, ImageRequest } from '../imageModel.js';
import { nearestRatio, sizeWithinMegapixel } from './ratios.js';

export interface ImageInput {
  readonly input: Readonly<Record<string, unknown>>;
  /** What will be drawn, where the model does not offer what was asked for. */
  readonly aspectRatio: string;
  /** Of the picture, where it is known before; for models that are priced by it. */
  readonly megapixels: number | undefined;
}

type Asked = Pick<ImageRequest, 'prompt' | 'aspectRatio' | 'seed'>;

const ultraRatios = ['16:9', '21:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21'] as const;
const bananaRatios = ['16:9', '21:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16'] as const;
const imagenRatios = ['16:9', '1:1', '9:16', '4:3', '3:4'] as const;
const gptSizes = { '3:2': '1536x1024', '1:1': '1024x1024', '2:3': '1024x1536' } as const;

/** How families of models want to be asked; their inputs are typed in `@fal-ai/client`. First match counts. */
const families: readonly (readonly [RegExp, (asked: Asked) => ImageInput])[] = [
  [/\/flux-pro\/v1\.1-ultra$/, (asked) => byRatio(asked, nearestRatio(asked.aspectRatio, ultraRatios))],
  [/\/nano-banana/, (asked) => byRatio(asked, nearestRatio(asked.aspectRatio, bananaRatios))],
  [/\/imagen4\//, (asked) => byRatio(asked, nearestRatio(asked.aspectRatio, imagenRatios))],
  [/\/gpt-image-/, gptImage],
  [/^fal-ai\/(flux\/(dev|schnell|krea)|flux-pro\/v1\.1|flux-2(-\w+)?|qwen-image)$/, bySize],
];

/** A model that is not known here gets the prompt and the ratio alone: a field that it does not know may be refused. */
export function imageInput(model: string, asked: Asked): ImageInput {
  const family = families.find(([pattern]) => pattern.test(model))?.[1];
  if (family) return family(asked);
  const { prompt, aspectRatio } = asked;
  return { input: { prompt, aspect_ratio: plainRatio(aspectRatio) }, aspectRatio, megapixels: undefined };
}

function byRatio({ prompt, seed }: Asked, aspectRatio: string): ImageInput {
  return { input: { prompt, aspect_ratio: aspectRatio, num_images: 1, output_format: 'png', seed }, aspectRatio, megapixels: undefined };
}

function bySize({ prompt, seed, aspectRatio }: Asked): ImageInput {
  const size = sizeWithinMegapixel(aspectRatio);
  return { input: { prompt, image_size: size, output_format: 'png', seed }, aspectRatio, megapixels: 1 };
}

function gptImage({ prompt, aspectRatio }: Asked): ImageInput {
  const ratio = nearestRatio(aspectRatio, ['3:2', '1:1', '2:3']);
  return { input: { prompt, image_size: gptSizes[ratio], num_images: 1, output_format: 'png' }, aspectRatio: ratio, megapixels: undefined };
}

/** The link-preview card as the ratio that models know. */
function plainRatio(aspectRatio: AspectRatio): string {
  return aspectRatio === '1200:630' ? '16:9' : aspectRatio;
}
