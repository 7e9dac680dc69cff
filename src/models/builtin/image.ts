import { t } from '@vscode/l10n';
import { free } from '../../common/price.js';
import { coverSize } from '../../cover/coverSize.js';
import type { CoverRenderer } from '../../cover/coverWorker.js';
import { type DesignName, designNames, isDesignName } from '../../cover/designNames.js';
import { readBrandColors } from '../../cover/palette.js';
import type { CoverNotes, CoverRequest } from '../../cover/renderCover.js';
import type { ImageModel, ImageRequest, ImageResult, ImageRun } from '../imageModel.js';
import { ServiceError } from '../serviceError.js';

export interface BuiltinImageOptions {
  readonly renderer: CoverRenderer;
}

/** Version of the designs: a higher number means that the same seed gives another picture. */
const version = 1;

/**
 * Designed covers: no key, no network, no cost. The same request gives the same bytes, checked on Node 20 and 24; only
 * titles that need a font of the computer depend on that font and, in scripts without spaces, on Node's line breaking.
 */
export function builtinImageModel({ renderer }: BuiltinImageOptions): ImageModel {
  return {
    info: {
      provider: 'builtin',
      model: `cover-${version}`,
      channel: 'builtin',
      label: t('Built-in (designed cover, no AI model) - on this computer'),
    },
    estimate: () => Promise.resolve(free),
    generate: (request, run) => generate(request, run, renderer),
  };
}

async function generate(request: ImageRequest, run: ImageRun, renderer: CoverRenderer): Promise<ImageResult> {
  run.signal.throwIfAborted();
  const size = readSize(request.aspectRatio);
  const { used, unusable } = readBrandColors(request.colors);
  const cover: CoverRequest = {
    ...size,
    title: request.title,
    body: request.body,
    pillarName: request.pillarName,
    studioName: request.studioName,
    seed: request.seed,
    colors: used,
    design: readDesign(request.template),
  };
  run.onProgress({ message: t('drawing the cover') });
  const result = await renderer.render(cover, run.signal);
  if (result.kind === 'undrawable') throw undrawable(result.characters);
  return {
    image: { bytes: result.png, mediaType: 'image/png', ...size, seed: request.seed },
    model: `cover-${result.design}-${version}`,
    price: free,
    warnings: [...colorWarnings(unusable), ...noteWarnings(result.notes, result.design)],
  };
}

function readSize(aspectRatio: string): { readonly width: number; readonly height: number } {
  const size = coverSize(aspectRatio);
  if (size) return size;
  throw new ServiceError('unsupported', t('Could not draw the cover: “{0}” is not an aspect ratio between 1:3 and 3:1, such as 16:9.', aspectRatio));
}

function readDesign(template: string | undefined): DesignName | undefined {
  if (template === undefined || template === '') return undefined;
  if (isDesignName(template)) return template;
  throw new ServiceError('unsupported', t('Could not draw the cover: there is no design “{0}”; use {1}.', template, designNames.join(', ')));
}

function undrawable(characters: readonly string[]): ServiceError {
  return new ServiceError(
    'unsupported',
    characters.length > 0
      ? t('Could not draw the title: no font on this computer has the characters {0}.', listed(characters))
      : t('Could not draw the title: it has no text to draw.'),
  );
}

function colorWarnings(unusable: readonly string[]): string[] {
  return unusable.map((color) => t('The colour “{0}” was not used, as it is not written as #rrggbb.', color));
}

function noteWarnings(notes: CoverNotes, design: DesignName): string[] {
  const warnings: string[] = [];
  if (notes.missing.length > 0) warnings.push(t('The picture leaves out {0}: no font on this computer has these characters.', listed(notes.missing)));
  if (notes.hasEmoji) warnings.push(t('The picture leaves out the emoji of the title.'));
  if (notes.isTitleCut) warnings.push(t('The title is too long for the picture and ends in an ellipsis there.'));
  if (notes.isFigureMissing) warnings.push(t('The figure design needs a number in the title or the body, so the {0} design was used.', design));
  return warnings;
}

const mostListed = 12;

function listed(characters: readonly string[]): string {
  return characters.slice(0, mostListed).join(' ') + (characters.length > mostListed ? ' …' : '');
}
