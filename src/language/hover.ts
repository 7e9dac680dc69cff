import { t } from '@vscode/l10n';
import type { MeasureLength } from '../caption/length.js';
import type { Span } from '../common/text.js';
import { parsePost } from '../post/parse.js';
import type { KeySpans, Post, Receipt } from '../post/post.js';
import { readStudioYaml } from '../studio/studioYaml.js';
import { indexKeys } from '../post/keySpans.js';
import { captionAt, isCaption } from './captionTags.js';
import { captionCounters } from './captionCounters.js';
import { fieldAt, type Field } from './fields.js';
import { code, escaped } from './markdownText.js';
import { postFields } from './postFields.js';
import { receiptStory } from './receiptStory.js';
import { studioFields } from './studioFields.js';
import { limitText } from './values.js';
import { platformsOf } from '../caption/platforms.js';
import { isPicture, type WorkspaceWords } from './words.js';

export interface HoverText {
  readonly span: Span;
  /** Markdown; the user's text in it is escaped. */
  readonly markdown: readonly string[];
  /** A picture to show, as the post names it: not checked. */
  readonly picture?: string | undefined;
  /** A key about which the workspace knows more. */
  readonly key?: 'examples' | undefined;
  /** A run whose prompt can be shown. */
  readonly prompt?: Pick<Receipt, 'step' | 'platform' | 'at'> | undefined;
}

export interface HoverHelp extends WorkspaceWords {
  /** BCP 47; how dates and numbers are written. */
  readonly language: string;
  measure(): Promise<MeasureLength>;
}

/** What there is to say about an offset of a post's front matter. Never throws. */
export async function hoverPost(post: Post, offset: number, help: HoverHelp): Promise<HoverText | undefined> {
  if (post.frontMatter === undefined || offset >= post.body.span.start) return undefined;
  const found = innermost(post.spans, offset);
  if (!found) return undefined;
  const { path, spans, isKey } = found;
  if (path[0] === 'pipeline' && path.length >= 2 && !(isKey && path.length > 2)) return receiptHover(post, path, help.language);
  if (isKey && !(isCaption(path) && path.length === 2)) return keyHover(fieldAt(postFields(), path), spans);
  return valueHover(post, path, isKey ? spans.key : spans.value, help);
}

/** The same for `galley.yaml`. */
export function hoverStudio(text: string, offset: number, help: Pick<HoverHelp, 'studio'>): HoverText | undefined {
  const spansOf = indexKeys(readStudioYaml(text).root, []);
  const found = innermost(spansOf, offset);
  if (!found) return undefined;
  const { path, spans, isKey } = found;
  if (!isKey) return undefined;
  const field = fieldAt(studioFields(), path);
  const [parent, name = ''] = path;
  const platform = parent === 'platforms' && path.length === 2 ? platformsOf(help.studio).get(name) : undefined;
  const hover = keyHover(field, spans);
  if (hover && path.length === 1 && parent === 'examples') return { ...hover, key: 'examples' };
  return hover && platform ? { ...hover, markdown: [...hover.markdown, escaped(limitText(platform))] } : hover;
}

interface Found {
  readonly path: readonly string[];
  readonly spans: KeySpans;
  readonly isKey: boolean;
}

function innermost(spans: ReadonlyMap<string, KeySpans>, offset: number): Found | undefined {
  let best: Found | undefined;
  for (const [path, at] of spans) {
    const isKey = contains(at.key, offset) && at.key.start !== at.value.start;
    if (isKey || contains(at.value, offset)) best = { path: path.split('.'), spans: at, isKey };
  }
  return best;
}

function contains({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset < end;
}

function keyHover(field: Field | undefined, { key }: KeySpans): HoverText | undefined {
  return field && { span: key, markdown: [`**${code(field.key)}**`, field.doc] };
}

async function valueHover(post: Post, path: readonly string[], span: Span, help: HoverHelp): Promise<HoverText | undefined> {
  const name = path.join('.');
  if (name === 'hero.image' || name === 'video.file') {
    const file = name === 'hero.image' ? post.hero.image : post.video.file;
    return file === undefined ? undefined : { span, markdown: [code(file), ...(post.hero.alt ? [escaped(post.hero.alt)] : [])], picture: isPicture(file) ? file : undefined };
  }
  if (name === 'pillar') return pillarHover(post, span, help);
  if (isCaption(path)) return captionHover(post, path, span, help);
  if (path[0] === 'plan' && path[1] === 'sources' && path[2] !== undefined) return sourceHover(post.text.slice(span.start, span.end), span, help);
  const field = fieldAt(postFields(), path);
  const values = field?.shape.type === 'text' ? field.shape.values : undefined;
  const word = values?.from === 'words' ? values.words.find(({ value }) => value === post.text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, '$2')) : undefined;
  return word?.doc === undefined ? undefined : { span, markdown: [word.doc] };
}

function pillarHover(post: Post, span: Span, { studio }: HoverHelp): HoverText | undefined {
  if (post.pillar === undefined) return undefined;
  const pillar = Object.hasOwn(studio.pillars, post.pillar) ? studio.pillars[post.pillar] : undefined;
  if (!pillar) return { span, markdown: [t('galley.yaml has no pillar {0}.', code(post.pillar))] };
  return { span, markdown: [`**${escaped(pillar.name)}**`, ...(pillar.framing === undefined ? [] : [escaped(pillar.framing)])] };
}

async function captionHover(post: Post, path: readonly string[], span: Span, help: HoverHelp): Promise<HoverText | undefined> {
  const caption = captionAt(post, path);
  if (caption === undefined) return undefined;
  return { span, markdown: [captionCounters(caption, path[1], help.studio, await help.measure(), help.language)] };
}

async function sourceHover(text: string, span: Span, help: HoverHelp): Promise<HoverText | undefined> {
  const [, name = '', id] = /([^\s:"'{}]+\.cluster\.md)(?:#([\w-]+))?/.exec(text) ?? [];
  const file = name === '' ? undefined : (await help.clusters()).find((cluster) => cluster.name === name);
  if (name === '') return undefined;
  if (!file) return { span, markdown: [t('The file {0} does not exist.', code(name))] };
  if (id === undefined) return { span, markdown: [`**${escaped(file.title ?? name)}**`, ...file.facts.slice(0, 12).map((fact) => `- ${escaped(fact.text)}`)] };
  const fact = file.facts.find((one) => one.id === id);
  return { span, markdown: fact ? [escaped(fact.text), `*${escaped(file.title ?? name)}*`] : [t('{0} has no fact {1}.', code(name), code(id))] };
}

function receiptHover(post: Post, [, index = '']: readonly string[], language: string): HoverText | undefined {
  const spans = post.spans.get(`pipeline.${index}`);
  const receipt = spans && receiptAt(post.text, spans.value);
  if (!receipt) return undefined;
  const { step, platform, at } = receipt;
  const prompt = receipt.inputs === undefined || receipt.channel === 'builtin' ? undefined : { step, platform, at };
  return { span: spans.value, markdown: receiptStory(receipt, language), prompt, picture: receipt.artifact !== undefined && isPicture(receipt.artifact) ? receipt.artifact : undefined };
}

/** Malformed receipts are left out of `post.pipeline`, so the position in the file does not find one there: it is read alone. */
function receiptAt(text: string, { start, end }: Span): Receipt | undefined {
  const column = start - Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) - 1;
  return parsePost(`---\npipeline:\n${' '.repeat(Math.max(0, column - 2))}- ${text.slice(start, end)}\n---\n`).pipeline[0];
}
