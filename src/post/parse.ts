import { t } from '@vscode/l10n';
import { isId } from '../common/id.js';
import { contentFormats } from '../common/terms.js';
import type { ContentFormat } from '../common/terms.js';
import { checkArtifactPath } from './artifactPath.js';
import { findFences } from './fences.js';
import type { Fences } from './fences.js';
import { readList, readMap, readNumber, readText, readTextEntry } from './fields.js';
import type { Reading } from './fields.js';
import { readFrontMatter } from './frontMatter.js';
import type { FrontMatter } from './frontMatter.js';
import type { Hero, Plan, Post, Problem, Source, Video } from './post.js';
import { problem, yamlProblem } from './problems.js';
import { readChatReferences, readPipeline } from './receipts.js';
import { limits } from './yamlRead.js';
import { indexKeys } from './keySpans.js';
import { entryOf, resolve } from './yamlTree.js';
import type { MapNode } from './yamlTree.js';

const maxYamlProblems = 20;

/**
 * Reads a post file. Never throws: whatever the text, the result is what could be read, plus problems. With `previous`,
 * an earlier result, front matter that has not changed is not read again.
 */
export function parsePost(text: string, previous?: Post): Post {
  const fences = findFences(text);
  const body = { text: text.slice(fences.body.start), span: fences.body };
  const isBinary = text.includes('\0');
  if (previous && !isBinary && canReuse(text, fences, previous)) return { ...previous, text, body };
  const frontMatter = readFrontMatter(text, fences);
  const problems = fileProblems(text, fences, frontMatter, isBinary);
  const isEditable = problems.length === 0;
  const reading: Reading = { text, problems };
  const root = rootMap(reading, frontMatter, fences);
  const spans = indexKeys(root, problems);
  const fields = readFields(reading, root);
  // While the front matter cannot be read well, a missing title may be no fault of the user's.
  if (fields.title === undefined && isEditable && (root !== undefined || frontMatter.root === undefined)) {
    const at = root && entryOf(root, 'title');
    const span = at?.keySpan ?? { start: fences.start, end: fences.state === 'closed' ? fences.start + 3 : fences.start };
    problems.push(problem('title-missing', 'error', span, t('The post has no title. Add one line "title: …" to its front matter.')));
  }
  return {
    text,
    frontMatter: fences.state === 'none' ? undefined : fences.yaml,
    body,
    ...fields,
    problems: problems.sort((a, b) => a.span.start - b.span.start),
    spans,
    isEditable: isEditable && (root !== undefined || frontMatter.root === undefined),
  };
}

function canReuse(text: string, { state, body }: Fences, previous: Post): boolean {
  return state === 'closed' && previous.frontMatter !== undefined && body.start === previous.body.span.start
    && !previous.problems.some(({ code }) => code === 'binary-file' || code === 'front-matter-unclosed')
    && text.slice(0, body.start) === previous.text.slice(0, body.start);
}

/** Problems of the file as a whole; any of them makes changing the front matter unsafe. */
function fileProblems(text: string, { state, start, yaml }: Fences, { errors, isTooLarge }: FrontMatter, isBinary: boolean): Problem[] {
  const problems: Problem[] = errors.slice(0, maxYamlProblems).map(yamlProblem);
  const fence = { start, end: start + 3 };
  if (isBinary) {
    const at = text.indexOf('\0');
    problems.push(problem('binary-file', 'error', { start: at, end: at + 1 }, t('This file holds binary data. Galley does not change it.')));
  }
  if (state === 'unclosed') {
    problems.push(problem('front-matter-unclosed', 'error', fence, t('The front matter has no end. Add a line "---" after its last key.')));
  }
  if (isTooLarge) {
    const kilobytes = limits.frontMatter / 1024;
    problems.push(problem('front-matter-too-large', 'error', { start: yaml.start, end: yaml.start }, t('The front matter is larger than {0} KB. Galley does not read it.', kilobytes)));
  }
  return problems;
}

function rootMap({ problems }: Reading, { root, errors }: FrontMatter, { state }: Fences): MapNode | undefined {
  if (!root || root.kind === 'map') return root;
  if (state === 'closed' && errors.length === 0) {
    problems.push(problem('front-matter-not-a-map', 'error', root.span, t('Front matter holds keys and values, as in "title: A title".')));
  }
  return undefined;
}

function readFields(reading: Reading, root: MapNode | undefined): Omit<Post, 'text' | 'frontMatter' | 'body' | 'problems' | 'spans' | 'isEditable'> {
  return {
    ...readListed(reading, root),
    plan: readPlan(reading, readMap(reading, root, 'plan')),
    captions: readCaptions(reading, readMap(reading, root, 'captions')),
    chatReferences: readChatReferences(reading, root),
  };
}

/** What a list of thousands of posts shows of each. */
export type ListedPost = Pick<Post, 'body' | 'id' | 'title' | 'pillar' | 'contentFormat' | 'caption' | 'hero' | 'video' | 'pipeline'>;

/** The same as from `parsePost`, without its problems and places, in half the time. */
export function parseListed(text: string): ListedPost {
  const fences = findFences(text);
  const { root } = readFrontMatter(text, fences);
  return {
    body: { text: text.slice(fences.body.start), span: fences.body },
    ...readListed({ text, problems: [] }, root?.kind === 'map' ? root : undefined),
  };
}

function readListed(reading: Reading, root: MapNode | undefined): Omit<ListedPost, 'body'> {
  return {
    id: readId(reading, root),
    title: readTitle(reading, root),
    pillar: readText(reading, root, 'pillar'),
    contentFormat: readContentFormat(reading, root),
    caption: readText(reading, root, 'caption'),
    hero: readHero(reading, readMap(reading, root, 'hero')),
    video: readVideo(reading, readMap(reading, root, 'video')),
    pipeline: readPipeline(reading, root),
  };
}

function readTitle(reading: Reading, root: MapNode | undefined): string | undefined {
  const title = readText(reading, root, 'title');
  return title?.trim() === '' ? undefined : title;
}

function readId(reading: Reading, root: MapNode | undefined): string | undefined {
  const id = readText(reading, root, 'id');
  const entry = root && entryOf(root, 'id');
  if (id !== undefined && entry && !isId(id)) {
    reading.problems.push(problem('bad-id', 'warning', entry.value.span, t('An id is 12 letters, digits, "-" or "_". Galley never changes it.')));
  }
  return id;
}

function readContentFormat(reading: Reading, root: MapNode | undefined): ContentFormat | undefined {
  const text = readText(reading, root, 'content_format');
  const entry = root && entryOf(root, 'content_format');
  const format = contentFormats.find((known) => known === text);
  if (text !== undefined && entry && !format) {
    const message = t('"{0}" is not a content format. It should be one of {1}.', text, contentFormats.join(', '));
    reading.problems.push(problem('unknown-content-format', 'error', entry.value.span, message));
  }
  return format;
}

function readPlan(reading: Reading, plan: MapNode | undefined): Plan {
  return {
    brief: readText(reading, plan, 'brief', 'plan.brief'),
    rationale: readText(reading, plan, 'rationale', 'plan.rationale'),
    specialMessage: readText(reading, plan, 'special_message', 'plan.special_message'),
    sources: readSources(reading, plan),
  };
}

/** A source written as bare text is a url when it looks like one, else a cluster fact. */
function readSources(reading: Reading, plan: MapNode | undefined): Source[] {
  const items = readList(reading, plan, 'sources', 'plan.sources')?.items ?? [];
  return items.flatMap((item): Source[] => {
    const value = resolve(item);
    if (value?.kind === 'text') return [/^[a-z]+:\/\//i.test(value.text) ? { url: value.text } : { cluster: value.text }];
    if (value?.kind !== 'map') return [];
    const url = readText(reading, value, 'url', 'plan.sources.url');
    const cluster = readText(reading, value, 'cluster', 'plan.sources.cluster');
    return url === undefined && cluster === undefined ? [] : [{ url, cluster }];
  });
}

function readCaptions(reading: Reading, captions: MapNode | undefined): Readonly<Record<string, string>> {
  // Without a prototype: a platform named `constructor` is absent unless the file has it.
  const byPlatform: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const entry of captions?.entries ?? []) {
    if (entry.key === undefined || entry.key === '<<') continue;
    const caption = readTextEntry(reading, entry, `captions.${entry.key}`);
    if (caption !== undefined) byPlatform[entry.key] = caption;
  }
  return byPlatform;
}

function readHero(reading: Reading, hero: MapNode | undefined): Hero {
  const image = readText(reading, hero, 'image', 'hero.image');
  const entry = hero && entryOf(hero, 'image');
  const path = image === undefined ? undefined : checkArtifactPath(image, Infinity);
  if (entry && path?.ok === false && ['absolute', 'drive', 'scheme', 'backslash'].includes(path.reason)) {
    const message = t('The hero image should lie inside the workspace folder. Write its path relative to the post, with "/".');
    reading.problems.push(problem('hero-outside', 'warning', entry.value.span, message));
  }
  return {
    image,
    alt: readText(reading, hero, 'alt', 'hero.alt'),
    prompt: readText(reading, hero, 'prompt', 'hero.prompt'),
    aspectRatio: readText(reading, hero, 'aspect_ratio', 'hero.aspect_ratio'),
    seed: readNumber(reading, hero, 'seed', 'hero.seed'),
  };
}

function readVideo(reading: Reading, video: MapNode | undefined): Video {
  return {
    file: readText(reading, video, 'file', 'video.file'),
    prompt: readText(reading, video, 'prompt', 'video.prompt'),
    script: readText(reading, video, 'script', 'video.script'),
  };
}
