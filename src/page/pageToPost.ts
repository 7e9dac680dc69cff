import { t } from '@vscode/l10n';
import { isId, newId } from '../common/id.js';
import type { StepId } from '../common/terms.js';
import { editPost, type PostEdit } from '../post/edit.js';
import type { ChatReference, Receipt } from '../post/post.js';
import type { Studio } from '../studio/studio.js';
import { inferFormat, inferPillar } from './inferPost.js';
import { toUtc, type Clock, type PageTime } from './pageTime.js';
import type { StudioPage } from './parsePage.js';
import type { PipelineLine } from './pipelineLine.js';
import type { PageLine } from './sections.js';

export interface ImportOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When the page file was last changed: no time on it is later. */
  readonly modified?: number | undefined;
  /** IANA name of the zone the page was shown in. The page does not say; UTC is assumed. */
  readonly timeZone?: string | undefined;
  readonly pillars?: Studio['pillars'] | undefined;
  /** Default: the id in the name of the hero image, else a new one. */
  readonly id?: string | undefined;
}

export interface ImportedPost {
  /** The post file. */
  readonly text: string;
  readonly id: string;
  readonly title: string;
  /** Files that the post names, relative to it; whether they are there is for the caller to check. */
  readonly artifacts: readonly string[];
  /** Lines with no place in a post of their own; the post keeps them under `imported_notes`. */
  readonly unknownLines: readonly PageLine[];
  /** What was assumed and what was kept aside, one sentence each. */
  readonly report: readonly string[];
}

/** A post in which nothing of the page is lost. Throws only when the post file cannot be written at all: a bug. */
export function pageToPost(page: StudioPage, options: ImportOptions): ImportedPost {
  const clock = clockOf(options);
  const ended = page.pipeline.filter(({ status }) => status !== 'running');
  const receipts = ended.flatMap((line) => receiptOf(line, clock) ?? []);
  const image = lastArtifact(receipts, 'hero_image');
  const film = lastArtifact(receipts, 'video');
  const id = options.id ?? idOf(image) ?? idOf(film) ?? newId();
  const title = page.title ?? titleFrom(page);
  const format = inferFormat(page.rationale, page.specialMessage);
  const pillar = inferPillar(page.rationale, options.pillars);
  const unknownLines = unknownOf(page);

  const short: readonly Value[] = [[['id'], id], [['title'], title], [['pillar'], pillar?.value], [['content_format'], format.value]];
  const long: readonly Value[] = [
    [['plan', 'brief'], page.brief],
    [['plan', 'rationale'], page.rationale],
    [['plan', 'special_message'], page.specialMessage],
    [['caption'], page.caption],
    [['hero', 'image'], image],
    [['video', 'file'], film],
    [['imported_notes'], unknownLines.map(({ text }) => text.trimEnd()).join('\n') || undefined],
  ];
  const edits: readonly PostEdit[] = [
    ...setEach(short),
    // Before the long texts: every edit is checked by reading the front matter again, and lines can be many.
    ...receipts.map((receipt): PostEdit => ({ type: 'receipt', receipt })),
    ...page.turns.map((turn): PostEdit => ({ type: 'chatReference', reference: referenceOf(turn, clock) })),
    ...setEach(long),
    ...(page.body === '' ? [] : [{ type: 'body' as const, text: `${page.body}\n` }]),
  ];
  const result = editPost('', edits);
  if (!result.ok) throw new Error(result.problem.message);

  return {
    text: result.text,
    id,
    title,
    artifacts: [...new Set(receipts.flatMap(({ artifact }) => artifact ?? []))],
    unknownLines,
    report: [
      ...(page.title === undefined ? [t('The page has no title; "{0}" was taken from its text.', title)] : []),
      ...(format.isCertain ? [] : [t('The page does not settle the content format; hero_text was assumed.')]),
      ...pillarReport(pillar, options.pillars),
      ...timeReport(page, clock, options),
      ...unknownReport(unknownLines),
    ],
  };
}

type Value = readonly [path: readonly string[], value: string | undefined];

function setEach(values: readonly Value[]): readonly PostEdit[] {
  return values.flatMap(([path, value]) => (value === undefined ? [] : [{ type: 'set', path, value }]));
}

function clockOf({ now, modified, timeZone = 'UTC' }: ImportOptions): Clock {
  return { now: modified === undefined ? now : Math.min(now, modified), timeZone };
}

function receiptOf(line: PipelineLine, clock: Clock): Receipt | undefined {
  const { step, status, provider, model, artifact, cost, costBasis, channel, seconds, tokens, time, error } = line;
  if (status === 'running') return undefined;
  return {
    step,
    status,
    provider,
    model,
    artifact: artifact && `media/${artifact}`,
    cost,
    costBasis,
    channel,
    seconds,
    at: time && toUtc(time, clock),
    tokens,
    error,
  };
}

function referenceOf(turn: StudioPage['turns'][number], clock: Clock): ChatReference {
  return { at: turn.time && toUtc(turn.time, clock), by: turn.by, turn: turn.turn };
}

function lastArtifact(receipts: readonly Receipt[], step: StepId): string | undefined {
  return receipts.findLast((receipt) => receipt.step === step && receipt.status === 'done' && receipt.artifact !== undefined)?.artifact;
}

/** The studio names the first take of a post after the post. */
function idOf(artifact: string | undefined): string | undefined {
  const id = /^media\/(.{12})_/.exec(artifact ?? '')?.[1];
  return id !== undefined && isId(id) ? id : undefined;
}

const longestTitle = 80;

function titleFrom({ brief, body, caption }: StudioPage): string {
  const [sentence = ''] = (brief ?? (body.trim() || (caption ?? ''))).trim().split(/(?<=[.!?])\s|\n/);
  const words = sentence.replace(/^[#>*\s-]+/, '');
  return words.length <= longestTitle ? words || t('Untitled') : `${words.slice(0, longestTitle).replace(/\s+\S*$/, '')}…`;
}

/** A run that had not ended is no receipt; it is kept as the line it was. */
function unknownOf({ unknownLines, pipeline }: StudioPage): readonly PageLine[] {
  const known = new Set(unknownLines.map(({ line }) => line));
  const running = pipeline.filter(({ status, line }) => status === 'running' && !known.has(line)).map(({ line, text }) => ({ line, text }));
  return [...unknownLines, ...running].sort((a, b) => a.line - b.line);
}

function pillarReport(pillar: ReturnType<typeof inferPillar>, pillars: Studio['pillars'] = {}): readonly string[] {
  if (!pillar) return [t('The page names no pillar.')];
  return pillar.isCertain || Object.keys(pillars).length === 0 ? [] : [t('The pillar "{0}" is not in galley.yaml.', pillar.value)];
}

function timeReport({ pipeline, turns }: StudioPage, clock: Clock, { timeZone }: ImportOptions): readonly string[] {
  const times = [...pipeline, ...turns].flatMap(({ time }): readonly PageTime[] => (time ? [time] : []));
  const withoutYear = times.find(({ year }) => year === undefined);
  const year = withoutYear && toUtc(withoutYear, clock)?.slice(0, 4);
  return [
    ...(year ? [t('Times on the page have no year; {0} was assumed.', year)] : []),
    ...(timeZone === undefined && times.some(({ isUtc }) => !isUtc) ? [t('Times on the page have no time zone; UTC was assumed.')] : []),
  ];
}

function unknownReport(lines: readonly PageLine[]): readonly string[] {
  return lines.map(({ line, text }) => t('Line {0} is kept as it was, under imported_notes: {1}', line, text.trim().slice(0, longestTitle)));
}
