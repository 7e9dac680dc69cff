import { t } from '@vscode/l10n';
import { hashtagsOf } from '../caption/hashtags.js';
import { characterLength, type MeasureLength } from '../caption/length.js';
import { platformsOf, type Platform } from '../caption/platforms.js';
import type { Span } from '../common/text.js';
import type { Post } from '../post/post.js';
import type { Studio } from '../studio/studio.js';
import { captionTexts, type CaptionText } from './captionTexts.js';
import { found, type CheckProblem } from './codes.js';
import { plainLength } from './xLength.js';

/** Limits and hashtags of every caption. Without `measure`, what only X's own rule can count is left out. */
export function captionProblems(post: Post, studio: Studio, measure: MeasureLength | undefined): readonly CheckProblem[] {
  const texts = captionTexts(post);
  if (texts.length === 0) return [];
  const platforms = platformsOf(studio);
  return texts.flatMap((caption) => {
    const own = platformsFor(caption, post, studio, platforms);
    return [...unknownPlatform(caption, platforms), ...tooLong(caption, own, studio, measure), ...hashtagProblems(caption, own)];
  });
}

/** Where a caption goes: its own platform; the main one to those the studio file names (X when none) that have no variant. */
export function platformsFor(
  { platform }: Pick<CaptionText, 'platform'>,
  post: Post,
  studio: Studio,
  platforms: ReadonlyMap<string, Platform> = platformsOf(studio),
): readonly Platform[] {
  const named = Object.keys(studio.platforms);
  const keys = platform !== undefined ? [platform] : (named.length > 0 ? named : ['x']).filter((key) => !Object.hasOwn(post.captions, key));
  return keys.flatMap((key) => platforms.get(key) ?? []);
}

function unknownPlatform({ platform, keySpan }: CaptionText, platforms: ReadonlyMap<string, Platform>): CheckProblem[] {
  if (platform === undefined || platforms.has(platform)) return [];
  const message = t('No limits are known for "{0}". Galley knows {1}; galley.yaml can add more under platforms.', platform, [...platforms.keys()].join(', '));
  return [found('unknown-platform', 'information', keySpan, message)];
}

function tooLong(caption: CaptionText, platforms: readonly Platform[], studio: Studio, measure: MeasureLength | undefined): CheckProblem[] {
  const text = caption.text.trim();
  const over = platforms.flatMap((platform) => {
    const length = lengthOn(platform, text, measure);
    return length !== undefined && length > platform.max ? [{ platform, length }] : [];
  });
  const [first] = over;
  if (!first) return [];
  const list = over.map(({ platform, length }) => t('{0}: {1} of {2}', platform.name, length, platform.max)).join('; ');
  // X by default is a guess: nobody said that this post goes there.
  const isChosen = caption.platform !== undefined || Object.hasOwn(studio.platforms, first.platform.key);
  return [found('caption-too-long', isChosen ? 'warning' : 'information', surplus(caption, over.map(({ platform }) => platform), measure), t('The caption is too long. {0}.', list))];
}

/** Longer texts are past every limit by far; counting them exactly could take longer than a keystroke may. */
const longestMeasured = 20_000;

function lengthOn(platform: Platform, text: string, measure: MeasureLength | undefined): number | undefined {
  if (text.length > longestMeasured) return text.length;
  if (platform.counting === 'characters') return characterLength(text, platform);
  return plainLength(text) ?? measure?.(text, platform);
}

/** What stands after the last character that every platform still takes. */
function surplus({ text, locate, valueSpan }: CaptionText, platforms: readonly Platform[], measure: MeasureLength | undefined): Span {
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const fits = longestFitting(trimmed, platforms, measure);
  const isSplit = (trimmed.charCodeAt(fits) & 0xfc00) === 0xdc00;
  const blanks = /^\s*/.exec(trimmed.slice(fits))?.[0].length ?? 0;
  const span = locate(lead + fits - (isSplit ? 1 : 0) + blanks, lead + trimmed.length);
  return span.end > span.start ? span : valueSpan;
}

function longestFitting(text: string, platforms: readonly Platform[], measure: MeasureLength | undefined): number {
  // Where X counts one by one the others do too, but for Mastodon, which leaves servers of names out.
  if (plainLength(text) !== undefined && platforms.every(({ urlLength }) => urlLength === undefined)) return Math.min(...platforms.map(({ max }) => max));
  const isOver = (length: number): boolean => platforms.some((platform) => (lengthOn(platform, text.slice(0, length), measure) ?? 0) > platform.max);
  let fits = 0;
  let tooMuch = Math.min(text.length, ...platforms.map(({ max }) => max + 1));
  // Measuring takes time by length, and the limit is mostly near the start of what is far too long.
  while (tooMuch < text.length && !isOver(tooMuch)) {
    fits = tooMuch;
    tooMuch = Math.min(text.length, tooMuch * 2);
  }
  while (tooMuch - fits > 1) {
    const middle = Math.floor((fits + tooMuch) / 2);
    if (isOver(middle)) tooMuch = middle;
    else fits = middle;
  }
  return fits;
}

function hashtagProblems(caption: CaptionText, platforms: readonly Platform[]): CheckProblem[] {
  const limited = platforms.filter(({ hashtags }) => hashtags.min > 0 || hashtags.max !== undefined);
  if (limited.length === 0) return [];
  const tags = hashtagsOf(caption.text);
  const problems: CheckProblem[] = [];
  const wanting = limited.reduce<Platform | undefined>((most, next) => (tags.length < next.hashtags.min && next.hashtags.min > (most?.hashtags.min ?? 0) ? next : most), undefined);
  if (wanting) {
    const message = t('{0} should have at least {1} hashtags; the caption has {2}.', wanting.name, wanting.hashtags.min, tags.length);
    problems.push(found('too-few-hashtags', 'information', caption.keySpan, message));
  }
  const strict = limited.reduce<Platform | undefined>((least, next) => (tags.length > (next.hashtags.max ?? Infinity) && (next.hashtags.max ?? 0) < (least?.hashtags.max ?? Infinity) ? next : least), undefined);
  if (strict) {
    const most = strict.hashtags.max ?? 0;
    const message = t('{0} takes at most {1} hashtags; the caption has {2}.', strict.name, most, tags.length);
    problems.push(found('too-many-hashtags', 'warning', tagSpans(caption, tags, most), message));
  }
  return problems;
}

function tagSpans({ text, locate }: CaptionText, tags: readonly string[], from: number): Span {
  const places = tagPlaces(text, tags);
  return locate(places[from]?.start ?? 0, places.at(-1)?.end ?? text.length);
}

/** Where each of `hashtagsOf(text)` stands in the text. */
export function tagPlaces(text: string, tags: readonly string[]): readonly Span[] {
  const withoutUrls = text.replace(/https?:\/\/\S+/giu, (url) => ' '.repeat(url.length));
  let at = 0;
  return tags.flatMap((tag) => {
    const start = ['#', '＃'].map((sign) => withoutUrls.indexOf(sign + tag, at)).filter((index) => index >= 0).sort((a, b) => a - b)[0];
    if (start === undefined) return [];
    at = start + tag.length + 1;
    return [{ start, end: at }];
  });
}
