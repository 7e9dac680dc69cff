import { randomBytes } from 'node:crypto';
import { extensions, makeFile, type FileRecipe } from './falFiles.js';
import { imageCount, type FalJob } from './falJobs.js';
import { clipSeconds, falModel } from './falModels.js';
import { numberAt, textAt } from './json.js';

interface Making {
  readonly origin: string;
  readonly elsewhere: string;
  /** Size of pictures against the provider's own. */
  readonly scale: number;
  /** Where the server keeps what it can serve, by path. */
  readonly files: Map<string, FileRecipe>;
}

/** What a finished job returns, in the shape of its endpoint. */
export function makeOutput(job: FalJob, making: Making): unknown {
  const seed = job.plan.seed ?? numberAt(job.input, 'seed') ?? randomBytes(4).readUInt32BE() % 2 ** 31;
  if (falModel(job.endpoint).makes === 'video') {
    const recipe: FileRecipe = { type: 'video/mp4', seconds: clipSeconds(job.input), seed: seed % 2 ** 16 };
    return { video: { ...place(job, recipe, making), content_type: recipe.type, file_name: 'output.mp4', file_size: makeFile(recipe).length } };
  }
  const images = Array.from({ length: imageCount(job) }, (_, index) => image(job, seed + index, making));
  // Newer endpoints have no seed, no flags and no echo of the prompt.
  if (!/flux/.test(job.endpoint)) return { images, description: '' };
  return { images, timings: {}, seed, has_nsfw_concepts: images.map(() => job.plan.nsfw), prompt: job.input['prompt'] };
}

function image(job: FalJob, seed: number, making: Making): unknown {
  const type = textAt(job.input, 'output_format') === 'png' ? 'image/png' : 'image/jpeg';
  const recipe: FileRecipe = { type, ...size(textAt(job.input, 'aspect_ratio') ?? '16:9', making.scale), seed: seed % 2 ** 24 };
  const placed =
    job.input['sync_mode'] === true ? { url: `data:${type};base64,${makeFile(recipe).toString('base64')}` } : place(job, recipe, making);
  return { ...placed, width: recipe.width, height: recipe.height, content_type: type };
}

/** About four megapixels at full scale, sides divisible by 32: 2752 by 1536 for 16:9. */
function size(aspectRatio: string, scale: number): { readonly width: number; readonly height: number } {
  const [across = 16, down = 9] = aspectRatio.split(':').map(Number);
  const ratio = across > 0 && down > 0 ? across / down : 16 / 9;
  const side = (length: number): number => Math.max(8, Math.round(((Math.round(length / 32) * 32) * scale) / 8) * 8);
  const area = 2752 * 1536;
  return { width: side(Math.sqrt(area * ratio)), height: side(Math.sqrt(area / ratio)) };
}

function place(job: FalJob, recipe: FileRecipe, { origin, elsewhere, files }: Making): { readonly url?: string } {
  const path = `/files/penguin/${randomBytes(12).toString('hex')}.${extensions[recipe.type]}`;
  files.set(path, recipe);
  const { fileUrl } = job.plan;
  if (fileUrl === 'none') return {};
  if (fileUrl === 'file') return { url: `file:///etc/passwd` };
  return { url: { own: origin, fal: 'https://v3.fal.media', foreign: elsewhere }[fileUrl] + path };
}
