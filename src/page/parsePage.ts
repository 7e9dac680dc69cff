import { t } from '@vscode/l10n';
import { findTime, type PageTime } from './pageTime.js';
import { markdownBody, paragraphsOf } from './paragraphs.js';
import { parsePipelineLine, type PipelineLine } from './pipelineLine.js';
import { findSections, isWritten, type PageLine } from './sections.js';

/** A bot turn that referenced the post. */
export interface PageTurn extends PageLine {
  readonly by: string | undefined;
  readonly turn: string;
  readonly time: PageTime | undefined;
}

/** What a page of the web studio says about one post. */
export interface StudioPage {
  readonly title: string | undefined;
  readonly brief: string | undefined;
  readonly rationale: string | undefined;
  readonly specialMessage: string | undefined;
  /** Markdown; empty when the page has none. */
  readonly body: string;
  readonly caption: string | undefined;
  /** Lines that start with a step and a status, in the order of the page. */
  readonly pipeline: readonly PipelineLine[];
  readonly turns: readonly PageTurn[];
  /** Lines that have no place in a post. */
  readonly unknownLines: readonly PageLine[];
}

export type PageResult = { readonly ok: true; readonly page: StudioPage } | { readonly ok: false; readonly message: string };

const maxLength = 1024 * 1024;
/** Front matter holds all but the body, and past 256 KB it is not read: YAML needs some room of its own. */
const maxOutsideBody = 192 * 1024;

/** Reads a studio page that was saved as text. Never throws. */
export function parsePage(text: string): PageResult {
  if (text.trim() === '') return refused(t('Could not import the page: the file is empty. Save the page of the post as text and try again.'));
  if (text.length > maxLength) return refused(t('Could not import the page: the file is larger than {0} KB. Choose the saved page of one post.', maxLength / 1024));
  if (text.includes('\0')) return refused(t('Could not import the page: the file is not text. Save the page of the post as text and try again.'));
  if (/^\uFEFF?\s*<(?:!doctype|html)\b/i.test(text)) {
    return refused(t('Could not import the page: the file is a web page. Save it as text, or copy its text into a file.'));
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, text: line }));
  const { title, preamble, found } = findSections(lines);
  if (found.size === 0) {
    return refused(t('Could not import the page: no section such as "Body" or "Caption" was found. Choose the page of a post saved as text.'));
  }
  const body = written(found.get('body'));
  if (text.length - lengthOf(body) > maxOutsideBody) {
    return refused(t('Could not import the page: its plan and caption are too long for a post. Choose the saved page of one post.'));
  }
  const pipeline = readPipeline(found.get('pipeline') ?? []);
  const chat = readTurns(found.get('chat') ?? []);
  const unknownLines = [...preamble, ...pipeline.unknown, ...chat.unknown].sort((a, b) => a.line - b.line);
  const page = {
    title: title?.text.trim(),
    ...readPlan(found.get('plan') ?? []),
    body: markdownBody(body.map((line) => line.text)),
    caption: textOf(written(found.get('caption'))),
    pipeline: pipeline.lines,
    turns: chat.turns,
    unknownLines,
  };
  return { ok: true, page };
}

function refused(message: string): PageResult {
  return { ok: false, message };
}

/** What the studio shows in place of an empty section. */
const emptySection = /^No (?:bot turns have referenced this post|(?:pipeline )?(?:steps|runs)(?: have run)?|plan|body|caption) yet\.?$/;

/** The lines of a section; none when all it says is that it is empty. */
function written(lines: readonly PageLine[] = []): readonly PageLine[] {
  const [only, ...others] = lines;
  return only && others.length === 0 && emptySection.test(only.text.trim()) ? [] : lines;
}

function textOf(lines: readonly PageLine[]): string | undefined {
  return lines.map(({ text }) => text.trimEnd()).join('\n').trim() || undefined;
}

/** Paragraphs of the plan up to `special_message:` are the brief, then the rationale. */
function readPlan(lines: readonly PageLine[]): Pick<StudioPage, 'brief' | 'rationale' | 'specialMessage'> {
  const label = /^\s*special[_ ]message:\s*/i;
  const at = lines.findIndex(({ text }) => label.test(text));
  const end = at < 0 ? lines.length : at;
  const paragraphs = paragraphsOf(written(lines.slice(0, end)).map(({ text }) => text));
  const reasons = paragraphs.findIndex((paragraph, index) => index > 0 && soundsLikeRationale.test(paragraph));
  const split = reasons < 0 ? 1 : reasons;
  const message = lines.slice(end).map((line, index) => (index === 0 ? { ...line, text: line.text.replace(label, '') } : line));
  return {
    brief: paragraphs.slice(0, split).join('\n\n') || undefined,
    rationale: paragraphs.slice(split).join('\n\n') || undefined,
    specialMessage: textOf(message),
  };
}

const soundsLikeRationale = /^Fits\b|\bpillar\b|\b(?:hero_text|video) because\b/;

/** Lines of a table that are read; no post has had more runs, and each one is checked against the whole file. */
const maxTableLines = 100;

function readPipeline(lines: readonly PageLine[]): { lines: readonly PipelineLine[]; unknown: readonly PageLine[] } {
  const parsed = tableLines(lines).map((line, index) => ({ line, receipt: index < maxTableLines ? parsePipelineLine(line.text, line.line) : undefined }));
  return {
    lines: parsed.flatMap(({ receipt }) => receipt ?? []),
    unknown: parsed.flatMap(({ line, receipt }) => (receipt?.isUnderstood ? [] : line)),
  };
}

function readTurns(lines: readonly PageLine[]): { turns: readonly PageTurn[]; unknown: readonly PageLine[] } {
  const parsed = tableLines(lines).map((line, index) => ({ line, turn: index < maxTableLines ? turnOf(line) : undefined }));
  return { turns: parsed.flatMap(({ turn }) => turn ?? []), unknown: parsed.flatMap(({ line, turn }) => (turn ? [] : line)) };
}

function tableLines(lines: readonly PageLine[]): readonly PageLine[] {
  return written(lines).filter(isWritten);
}

/** A list item or a line with a time: `- @galley shorten the captionMay 11, 4:02 PM`. */
function turnOf({ line, text }: PageLine): PageTurn | undefined {
  const item = /^\s*[-*•]\s+(.*)$/.exec(text)?.[1];
  const found = findTime(item ?? text);
  if (item === undefined && !found) return undefined;
  const said = (found ? `${found.before} ${found.after}` : (item ?? '')).replace(/[\s·]+/g, ' ').trim();
  const [, by, turn = said] = /^(@[\p{L}\p{N}_.-]+):?\s+(.+)$/u.exec(said) ?? [];
  return turn === '' ? undefined : { line, text, by, turn, time: found?.time };
}

function lengthOf(lines: readonly PageLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length + 2, 0);
}
