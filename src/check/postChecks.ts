import { t } from '@vscode/l10n';
import type { Span } from '../common/text.js';
import type { Post } from '../post/post.js';
import { nearestWord } from '../studio/nearestWord.js';
import type { Studio } from '../studio/studio.js';
import { findAvoided } from './avoidedWords.js';
import { captionTexts } from './captionTexts.js';
import { found, type CheckProblem, type Neighbor } from './codes.js';

/** What the other posts of the workspace say about this one. */
export interface Neighbors {
  readonly sameId: readonly Neighbor[];
  readonly similarCaption: readonly Neighbor[];
}

export const noNeighbors: Neighbors = { sameId: [], similarCaption: [] };

export function idProblems(post: Post, { sameId }: Neighbors): readonly CheckProblem[] {
  const [first] = sameId;
  const spans = post.spans.get('id');
  if (first && spans) return [found('duplicate-id', 'error', spans.value, t('{0} has the same id. Every post needs its own.', first.name), sameId)];
  if (post.id !== undefined || spans || !post.isEditable || post.frontMatter === undefined) return [];
  return [found('id-missing', 'hint', post.spans.get('title')?.key ?? firstLine(post), t('The post has no id yet. With one, links and receipts survive a rename.'))];
}

/** Without pillars in the studio file, every pillar is the author's own. */
export function pillarProblems(post: Post, studio: Studio): readonly CheckProblem[] {
  const keys = Object.keys(studio.pillars);
  const spans = post.spans.get('pillar');
  if (post.pillar === undefined || !spans || keys.length === 0 || Object.hasOwn(studio.pillars, post.pillar)) return [];
  const meant = nearestWord(post.pillar, keys);
  const message = meant === undefined
    ? t('galley.yaml has no pillar "{0}". It has {1}.', post.pillar, keys.join(', '))
    : t('galley.yaml has no pillar "{0}". Did you mean "{1}"?', post.pillar, meant);
  return [found('unknown-pillar', 'warning', spans.value, message)];
}

export function heroTextProblems({ hero, spans }: Post): readonly CheckProblem[] {
  const image = spans.get('hero.image');
  if (!image || !hero.image?.trim() || hero.alt?.trim()) return [];
  return [found('hero-without-alt', 'warning', spans.get('hero.alt')?.key ?? image.value, t('The hero image has no alt text, so people who cannot see it learn nothing of it.'))];
}

/** Of a longer body the start is searched: it is no post that people read. */
const longestBody = 1_000_000;

export function avoidedWordProblems(post: Post, { avoid }: Studio): readonly CheckProblem[] {
  if (avoid.length === 0) return [];
  const inBody = findAvoided(post.body.text.slice(0, longestBody), avoid).map(({ word, span }) => avoided(word, { start: post.body.span.start + span.start, end: post.body.span.start + span.end }));
  const inCaptions = captionTexts(post).flatMap(({ text, locate }) => findAvoided(text, avoid).map(({ word, span }) => avoided(word, locate(span.start, span.end))));
  return [...inCaptions, ...inBody];
}

function avoided(word: string, span: Span): CheckProblem {
  return { ...found('avoided-word', 'warning', span, t('galley.yaml says to avoid "{0}".', word)), suggestion: word };
}

export function similarCaptionProblems({ spans }: Post, { similarCaption }: Neighbors): readonly CheckProblem[] {
  const [first] = similarCaption;
  const caption = spans.get('caption');
  if (!first || !caption) return [];
  return [found('near-duplicate-caption', 'warning', caption.key, t('The caption is almost the same as the one of {0}.', first.name), similarCaption)];
}

function firstLine({ text }: Post): Span {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return { start, end: Math.min(text.length, start + 3) };
}
