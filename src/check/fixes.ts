import { t } from '@vscode/l10n';
import { hashtagsOf } from '../caption/hashtags.js';
import { contentFormats, type StepId } from '../common/terms.js';
import type { TextEdit } from '../common/text.js';
import { checkArtifactPath } from '../post/artifactPath.js';
import type { PostEdit } from '../post/edit.js';
import type { Post } from '../post/post.js';
import { nearestWord } from '../studio/nearestWord.js';
import type { Studio } from '../studio/studio.js';
import { platformsFor, tagPlaces } from './captionChecks.js';
import type { CheckProblem } from './codes.js';
import { keysOf, pathAt, textAt } from './paths.js';
import { textRepair } from './textRepair.js';

export type FixAction =
  | { readonly type: 'post'; readonly edits: readonly PostEdit[] }
  /** For a file whose front matter cannot be changed as such. */
  | { readonly type: 'text'; readonly edits: readonly TextEdit[] }
  | { readonly type: 'addPillar'; readonly key: string }
  | { readonly type: 'runStep'; readonly step: StepId; readonly platform: string | undefined }
  | { readonly type: 'chooseHero' }
  | { readonly type: 'showWord'; readonly word: string }
  | { readonly type: 'show'; readonly path: string }
  | { readonly type: 'open'; readonly uri: string };

export interface Fix {
  readonly title: string;
  readonly action: FixAction;
  /** What most people would want; at most one of a problem's fixes. */
  readonly isPreferred: boolean;
  /** Nobody could want anything else: may be done on save without asking. */
  readonly isCertain: boolean;
}

export interface FixContext {
  readonly studio: Studio;
  readonly newId: () => string;
  /** Whether this file is the newest of those that share its id. */
  readonly isNewest: boolean;
}

/** What can be done about a problem of the post, best first. */
export function fixesFor(problem: CheckProblem, post: Post, context: FixContext): readonly Fix[] {
  const { studio } = context;
  switch (problem.code) {
    case 'caption-comment':
    case 'text-comment':
    case 'unquoted-text':
      return textFixes(problem, post);
    case 'id-missing':
      return [certain(t('Add an id'), set(['id'], context.newId()))];
    case 'bad-id':
      return [preferred(t('Replace by a new id'), set(['id'], context.newId()))];
    case 'duplicate-id':
      return [
        { title: t('Give this post a new id'), action: set(['id'], context.newId()), isPreferred: context.isNewest, isCertain: false },
        ...openNeighbor(problem),
      ];
    case 'unknown-pillar':
      return pillarFixes(post, Object.keys(studio.pillars));
    case 'unknown-content-format':
      return wordFixes(post.text.slice(problem.span.start, problem.span.end), contentFormats, (format) => set(['content_format'], format));
    case 'unknown-platform':
      return platformFixes(problem, post, studio);
    case 'too-many-hashtags':
    case 'too-few-hashtags':
      return hashtagFixes(problem, post, studio);
    case 'caption-too-long':
    case 'near-duplicate-caption':
      return [plain(t('Write the caption anew'), stepAt(problem, post, 'caption')), ...openNeighbor(problem)];
    case 'step-stale':
      return staleFixes(problem, post);
    case 'hero-without-alt':
      return [preferred(t('Write alt text'), { type: 'runStep', step: 'alt_text', platform: undefined })];
    case 'hero-missing':
      return [preferred(t('Make a hero image'), runHero), plain(t('Choose a picture...'), { type: 'chooseHero' })];
    case 'video-missing':
      return [plain(t('Make the video'), { type: 'runStep', step: 'video', platform: undefined })];
    case 'hero-outside':
      return heroPathFixes(post);
    case 'hero-wrong-aspect':
      return [
        plain(t('Make a new hero image'), runHero),
        ...(problem.suggestion === undefined ? [] : [plain(t('Change the aspect ratio to {0}', problem.suggestion), set(['hero', 'aspect_ratio'], problem.suggestion))]),
      ];
    case 'avoided-word':
      return [plain(t('Show the word in galley.yaml'), { type: 'showWord', word: avoidedWordOf(problem, post) })];
    case 'unsupported-figure':
    case 'unsupported-name':
      return [plain(t('Show the plan'), { type: 'show', path: 'plan' })];
    case 'front-matter-unclosed':
      return closeFences(post);
    default:
      return [];
  }
}

const runHero: FixAction = { type: 'runStep', step: 'hero_image', platform: undefined };

function plain(title: string, action: FixAction): Fix {
  return { title, action, isPreferred: false, isCertain: false };
}

function preferred(title: string, action: FixAction): Fix {
  return { title, action, isPreferred: true, isCertain: false };
}

function certain(title: string, action: FixAction): Fix {
  return { title, action, isPreferred: true, isCertain: true };
}

function set(path: readonly string[], value: string): FixAction {
  return { type: 'post', edits: [{ type: 'set', path, value }] };
}

function textFixes(problem: CheckProblem, post: Post): readonly Fix[] {
  const repair = textRepair(problem, post);
  if (!repair) return [];
  const action: FixAction = { type: 'post', edits: [{ type: 'set', path: keysOf(repair.path), value: repair.text, dropComment: true }] };
  return [certain(problem.code === 'caption-comment' ? t('Write the caption as a block, with its hashtags') : t('Write the text so that YAML keeps all of it'), action)];
}

/** One fix for each word; the probable one first. */
function wordFixes(text: string, words: readonly string[], action: (word: string) => FixAction): readonly Fix[] {
  const meant = nearestWord(text, words);
  const others = words.filter((word) => word !== meant).slice(0, 8).map((word) => plain(t('Change to "{0}"', word), action(word)));
  if (meant === undefined) return others;
  const isSure = lettersOf(text) === lettersOf(meant);
  return [{ title: t('Change to "{0}"', meant), action: action(meant), isPreferred: true, isCertain: isSure }, ...others];
}

function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[\s_"'-]/g, '');
}

function pillarFixes({ pillar = '' }: Post, keys: readonly string[]): readonly Fix[] {
  return [...wordFixes(pillar, keys, (key) => set(['pillar'], key)), plain(t('Add the pillar "{0}" to galley.yaml', pillar), { type: 'addPillar', key: pillar })];
}

/** The key alone is renamed: its caption, place and comments stay. */
function platformFixes({ span }: CheckProblem, post: Post, studio: Studio): readonly Fix[] {
  const known = ['x', 'linkedin', 'instagram', 'threads', 'bluesky', 'mastodon', ...Object.keys(studio.platforms)].filter((key) => !Object.hasOwn(post.captions, key));
  const meant = nearestWord(post.text.slice(span.start, span.end), known);
  return meant === undefined ? [] : [preferred(t('Change to "{0}"', meant), { type: 'text', edits: [{ span, text: meant }] })];
}

function hashtagFixes(problem: CheckProblem, post: Post, studio: Studio): readonly Fix[] {
  const path = pathAt(post, problem.span);
  const text = path === undefined ? undefined : textAt(post, path);
  if (path === undefined || text === undefined) return [];
  const platform = path === 'caption' ? undefined : keysOf(path)[1];
  const limits = platformsFor({ platform }, post, studio).map(({ hashtags }) => hashtags);
  const tags = hashtagsOf(text);
  if (problem.code === 'too-many-hashtags') {
    const most = Math.min(...limits.map(({ max }) => max ?? Infinity));
    if (tags.length <= most) return [];
    return [preferred(t('Remove the last {0} hashtags', tags.length - most), set(keysOf(path), withoutTags(text, tags, most)))];
  }
  const used = new Set(tags.map((tag) => tag.toLowerCase()));
  const wanted = Math.max(...limits.map(({ min }) => min)) - tags.length;
  const house = studio.hashtags.filter((tag) => !used.has(tag.toLowerCase())).slice(0, Math.max(0, wanted)).map((tag) => `#${tag}`);
  if (house.length === 0) return [];
  return [preferred(t('Add {0}', house.join(' ')), set(keysOf(path), `${text.trimEnd()} ${house.join(' ')}`))];
}

function withoutTags(text: string, tags: readonly string[], from: number): string {
  return tagPlaces(text, tags).slice(from).reduceRight((rest, { start, end }) => rest.slice(0, start).replace(/[ \t]+$/, '') + rest.slice(end), text).trimEnd();
}

function stepAt({ span }: CheckProblem, post: Post, step: StepId): FixAction {
  const path = pathAt(post, span);
  return { type: 'runStep', step, platform: path?.startsWith('captions.') ? keysOf(path)[1] : undefined };
}

function staleFixes(problem: CheckProblem, post: Post): readonly Fix[] {
  const path = pathAt(post, problem.span);
  const run = (title: string, step: StepId): readonly Fix[] => [preferred(title, stepAt(problem, post, step))];
  if (path === undefined) return problem.span.start >= post.body.span.start ? run(t('Draft the body anew'), 'draft') : [];
  if (path === 'caption' || path.startsWith('captions.')) return run(t('Write the caption anew'), 'caption');
  if (path === 'hero.image') return run(t('Make a new hero image'), 'hero_image');
  if (path === 'video.file') return run(t('Make the video anew'), 'video');
  return path === 'hero.alt' ? run(t('Write alt text anew'), 'alt_text') : [];
}

function heroPathFixes({ hero: { image = '' } }: Post): readonly Fix[] {
  const path = image.replaceAll('\\', '/');
  const isMended = path !== image && checkArtifactPath(path, Infinity).ok;
  return [...(isMended ? [certain(t('Write the path with "/"'), set(['hero', 'image'], path))] : []), plain(t('Choose a picture...'), { type: 'chooseHero' })];
}

function openNeighbor({ neighbors = [] }: CheckProblem): readonly Fix[] {
  return neighbors.slice(0, 3).map(({ uri, name }) => plain(t('Open {0}', name), { type: 'open', uri }));
}

function avoidedWordOf({ suggestion, span }: CheckProblem, { text }: Post): string {
  return suggestion ?? text.slice(span.start, span.end);
}

function closeFences({ text, frontMatter }: Post): readonly Fix[] {
  if (!frontMatter) return [];
  const { end } = frontMatter;
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const before = end > 0 && !/[\r\n]/.test(text[end - 1] ?? '') ? lineBreak : '';
  return [preferred(t('Add "---" after the last key'), { type: 'text', edits: [{ span: { start: end, end }, text: `${before}---${lineBreak}` }] })];
}
