import { addCost, noCost, parseUsd, type MicroUsd, type Total } from '../common/money.js';
import { contentFormats, receiptStatuses, stepIds, type ContentFormat, type ReceiptStatus, type StepId } from '../common/terms.js';
import { findFences, type Fences } from '../post/fences.js';
import { parsePost } from '../post/parse.js';
import type { Post } from '../post/post.js';
import { limits } from '../post/yamlRead.js';
import { blankless, complex, flowText, plainMembers, plainText, readFlowMap, readSections, type Complex, type Section } from './plainYaml.js';

/** What a list of posts needs of a receipt: a `Receipt` with the rest left out. */
export interface RunSummary {
  readonly step: StepId;
  readonly status: ReceiptStatus;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** `undefined` is unknown, never zero. */
  readonly cost: MicroUsd | undefined;
  readonly at: string | undefined;
}

/** What an index keeps of a post. Texts are on one line: every run of white space is one space. Blank is absent. */
export interface PostSummary {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly pillar: string | undefined;
  readonly contentFormat: ContentFormat | undefined;
  readonly caption: string | undefined;
  /** Path relative to the post, as written; not checked. */
  readonly heroImage: string | undefined;
  readonly hasBody: boolean;
  readonly hasAltText: boolean;
  readonly hasVideo: boolean;
  readonly receipts: readonly RunSummary[];
}

/** Reads what an index needs; the same as from `parsePost`, but for most posts many times faster. */
export function readSummary(text: string): PostSummary {
  return quickSummary(text) ?? summaryOf(parsePost(text));
}

/** The summary of a post that is parsed already. */
export function summaryOf(post: Post): PostSummary {
  return {
    id: post.id === undefined ? undefined : blankless(post.id),
    title: post.title === undefined ? undefined : blankless(post.title),
    pillar: post.pillar === undefined ? undefined : blankless(post.pillar),
    contentFormat: post.contentFormat,
    caption: post.caption === undefined ? undefined : blankless(post.caption),
    heroImage: post.hero.image === undefined ? undefined : blankless(post.hero.image),
    hasBody: /\S/.test(post.body.text),
    hasAltText: post.hero.alt !== undefined && /\S/.test(post.hero.alt),
    hasVideo: post.video.file !== undefined && /\S/.test(post.video.file),
    receipts: post.pipeline.map(({ step, status, provider, model, cost, at }) => ({ step, status, provider, model, cost, at })),
  };
}

/** The sum of all runs, as far as their cost is known. */
export function totalOf({ receipts }: Pick<PostSummary, 'receipts'>): Total {
  return receipts.reduce((total, { cost }) => addCost(total, cost), noCost);
}

/** `undefined` when the front matter has a form that only the parser reads. */
export function quickSummary(text: string): PostSummary | undefined {
  const fences = findFences(text);
  if (fences.state === 'none') return text.includes('\0') ? undefined : { ...nothing, hasBody: hasWords(text, fences.body.start) };
  const lines = frontMatterLines(text, fences);
  const sections = lines ? readSections(lines, 0, wanted) : complex;
  if (sections === complex) return undefined;
  const hasBody = hasWords(text, fences.body.start);
  return fromSections(sections, hasBody) ?? fromWantedKeys(sections, hasBody);
}

/** Where a key that counts is not plain, the parser reads these keys and not the long ones beside them. */
function fromWantedKeys(sections: ReadonlyMap<string, Section>, hasBody: boolean): PostSummary | undefined {
  const lines: string[] = [];
  for (const [key, section] of sections) {
    if (!wanted.has(key)) continue;
    const source = [section.value, ...section.lines];
    // What an alias stands for may be anywhere, and where a comment stood matters.
    if (section.hasComment || source.some((line) => mayRefer.test(line))) return undefined;
    lines.push(`${key}: ${section.value}`, ...section.lines);
  }
  const post = parsePost(`---\n${lines.join('\n')}\n---\n`);
  return post.isEditable ? { ...summaryOf(post), hasBody } : undefined;
}

const mayRefer = /[&*]|<</;

const nothing: PostSummary = {
  id: undefined, title: undefined, pillar: undefined, contentFormat: undefined, caption: undefined,
  heroImage: undefined, hasBody: false, hasAltText: false, hasVideo: false, receipts: [],
};

const wanted: ReadonlySet<string> = new Set(['id', 'title', 'pillar', 'content_format', 'caption', 'hero', 'video', 'pipeline']);

function frontMatterLines(text: string, { state, yaml }: Fences): readonly string[] | undefined {
  if (state !== 'closed' || yaml.end - yaml.start > limits.frontMatter || text.includes('\0')) return undefined;
  const source = text.slice(yaml.start, yaml.end);
  if (!source.includes('\r')) return source.split('\n');
  return /\r(?!\n)/.test(source) ? undefined : source.split(/\r?\n/);
}

const word = /\S/g;

function hasWords(text: string, start: number): boolean {
  word.lastIndex = start;
  return word.test(text);
}

function fromSections(sections: ReadonlyMap<string, Section>, hasBody: boolean): PostSummary | undefined {
  const id = plainText(sections.get('id'));
  const title = plainText(sections.get('title'));
  const pillar = plainText(sections.get('pillar'));
  const format = plainText(sections.get('content_format'));
  const caption = plainText(sections.get('caption'));
  const hero = plainMembers(sections.get('hero'));
  const video = plainMembers(sections.get('video'));
  const receipts = plainReceipts(sections.get('pipeline'));
  if (id === complex || title === complex || pillar === complex || format === complex || caption === complex) return undefined;
  if (hero === complex || video === complex || receipts === complex) return undefined;
  const heroImage = hero?.('image');
  const altText = hero?.('alt');
  const videoFile = video?.('file');
  // The parser takes only the word itself.
  if (format !== undefined && format !== sections.get('content_format')?.value) return undefined;
  if (heroImage === complex || altText === complex || videoFile === complex) return undefined;
  return {
    id, title, pillar, caption, heroImage, hasBody, receipts,
    contentFormat: contentFormats.find((known) => known === format),
    hasAltText: altText !== undefined,
    hasVideo: videoFile !== undefined,
  };
}

function plainReceipts(section: Section | undefined): readonly RunSummary[] | Complex {
  if (!section) return [];
  if (section.hasComment || !/^(?:\[\]|~|null)?$/.test(section.value)) return complex;
  const receipts: RunSummary[] = [];
  for (const line of section.lines) {
    if (line === '') continue;
    const start = line.indexOf('- ');
    const map = /^ *$/.test(line.slice(0, start)) ? readFlowMap(line, start + 2) : undefined;
    if (!map || map.end !== line.length || section.value !== '') return complex;
    const step = stepIds.find((known) => known === map.members.get('step'));
    const status = receiptStatuses.find((known) => known === map.members.get('status'));
    if (!step || !status) continue;
    const cost = flowText(map, 'cost_usd');
    receipts.push({
      step, status,
      provider: flowText(map, 'provider'),
      model: flowText(map, 'model'),
      cost: cost === undefined ? undefined : parseUsd(cost),
      at: flowText(map, 'at'),
    });
  }
  return receipts;
}
