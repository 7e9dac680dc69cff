import { parseUsd, type MicroUsd } from '../common/money.js';
import { channels, type Channel, type CostBasis, type StepId, type TokenUsage } from '../common/terms.js';
import { findTime, type PageTime } from './pageTime.js';

export type PipelineStatus = 'done' | 'failed' | 'canceled' | 'running';

/** One line of the page's Pipeline section. `undefined` is what the line does not say, or says in an unclear way. */
export interface PipelineLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly step: StepId;
  readonly status: PipelineStatus;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** File name. */
  readonly artifact: string | undefined;
  /** `undefined` with basis `unknown` for `-` and for `<$0.01`, which is an amount no one knows. */
  readonly cost: MicroUsd | undefined;
  readonly costBasis: CostBasis | undefined;
  readonly channel: Channel | undefined;
  readonly seconds: number | undefined;
  readonly tokens: TokenUsage | undefined;
  readonly time: PageTime | undefined;
  readonly error: string | undefined;
  /** False when something on the line is in none of the fields. */
  readonly isUnderstood: boolean;
}

const steps: readonly (readonly [RegExp, StepId])[] = [
  [/^hero[ _]image/i, 'hero_image'],
  [/^alt[ _]text/i, 'alt_text'],
  [/^draft/i, 'draft'],
  [/^caption/i, 'caption'],
  [/^plan/i, 'plan'],
  [/^video/i, 'video'],
];

const statuses: readonly (readonly [RegExp, PipelineStatus])[] = [
  [/^done/i, 'done'],
  [/^failed/i, 'failed'],
  [/^cancell?ed/i, 'canceled'],
  [/^(?:running|queued|pending|in progress)/i, 'running'],
];

/** The patterns below look at a line many times over. */
const longestLine = 1000;

/** `undefined` when the line does not start with a step and its status. */
export function parsePipelineLine(text: string, line: number): PipelineLine | undefined {
  if (text.length > longestLine) return undefined;
  const step = startOf(text.replace(/^\s*(?:[-*•]\s+)?/, ''), steps);
  const status = step && startOf(step.rest.trimStart(), statuses);
  // "Draft done." is a sentence, not a line of the table.
  if (!status || !/^(?:[\s·$-]|$)/.test(status.rest)) return undefined;

  const found = findTime(status.rest);
  const after = found?.after.trim();
  const columns = readColumns(found ? found.before : status.rest);
  const { provider, model, artifact, leftover, isClear } = readMaker(columns.rest);
  const isFailure = status.value === 'failed';
  const said = [leftover, after].filter((part) => part).join(' ') || undefined;
  return {
    line,
    text,
    step: step.value,
    status: status.value,
    provider,
    model,
    artifact,
    cost: columns.cost?.cost,
    costBasis: columns.cost?.basis,
    channel: columns.channel,
    seconds: columns.seconds,
    tokens: columns.tokens,
    time: found?.time,
    error: isFailure ? said : undefined,
    isUnderstood: isClear && columns.isUnderstood && (said === undefined || isFailure),
  };
}

function startOf<T>(text: string, words: readonly (readonly [RegExp, T])[]): { value: T; rest: string } | undefined {
  for (const [word, value] of words) {
    const match = word.exec(text);
    if (match) return { value, rest: text.slice(match[0].length) };
  }
  return undefined;
}

interface Columns {
  readonly rest: string;
  readonly cost: { readonly cost: MicroUsd | undefined; readonly basis: CostBasis } | undefined;
  readonly channel: Channel | undefined;
  readonly seconds: number | undefined;
  readonly tokens: TokenUsage | undefined;
  readonly isUnderstood: boolean;
}

// The page has no space between columns. Digits right behind a price or another number could belong to either, so
// no number is read there: money is never guessed.
const apart = String.raw`(?<!\$[\d.,]{0,20})(?<![\d.])`;
const whole = String.raw`\d{1,3}(?:,\d{3})+|\d+`;
const durations = [
  new RegExp(String.raw`${apart}(?:(?<h>\d+)\s*h\s*)?(?:(?<m>\d+)\s*m\s*)?(?<s>\d+(?:\.\d+)?)\s*s$`),
  new RegExp(String.raw`${apart}(?:(?<h>\d+)\s*h\s*)?(?<m>\d+)\s*m(?:in)?$`),
  new RegExp(String.raw`${apart}(?<ms>\d+)\s*ms$`),
];
const tokenCounts = [
  new RegExp(String.raw`${apart}(?<input>${whole})\s*(?:in|input)(?:\s*\(\s*(?<cached>${whole})\s*cached\s*\))?\s*[·,/+→]?\s*(?<output>${whole})\s*(?:out|output)(?:\s*tok(?:en)?s?)?$`, 'i'),
  new RegExp(String.raw`${apart}(?<input>${whole})\s*[→/]\s*(?<output>${whole})\s*tok(?:en)?s?$`, 'i'),
];
const channelAtEnd = new RegExp(`(${channels.join('|')})$`, 'i');
/** Not after a colon: `model:free` is the name of a model. */
const costAtEnd = /(?:(<\s*)?\$((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|((?<!:)free)|[-–—])$/i;

/** Takes known columns off the end until none is left, in whatever order they stand. */
function readColumns(text: string): Columns {
  let columns: Columns = { rest: trimmed(text), cost: undefined, channel: undefined, seconds: undefined, tokens: undefined, isUnderstood: true };
  for (;;) {
    const next = takeColumn(columns);
    if (!next) return columns;
    columns = { ...next, rest: trimmed(next.rest) };
  }
}

function takeColumn(columns: Columns): Columns | undefined {
  const { rest } = columns;
  const before = (match: RegExpExecArray): string => rest.slice(0, match.index);
  const duration = columns.seconds === undefined ? firstMatch(durations, rest) : undefined;
  if (duration) return { ...columns, rest: before(duration), seconds: secondsOf(duration.groups ?? {}) };
  const tokens = columns.tokens ? undefined : firstMatch(tokenCounts, rest);
  if (tokens) return { ...columns, rest: before(tokens), tokens: tokensOf(tokens.groups ?? {}) };
  const channel = columns.channel ? undefined : channelAtEnd.exec(rest);
  if (channel) return { ...columns, rest: before(channel), channel: channels.find((name) => name === channel[0].toLowerCase()) };
  const cost = columns.cost ? undefined : costAtEnd.exec(rest);
  if (!cost) return undefined;
  const [, isBelow, amount, isFree] = cost;
  if (isFree) return { ...columns, rest: before(cost), cost: { cost: 0, basis: 'free' } };
  const known = amount !== undefined && !isBelow ? parseUsd(amount.replaceAll(',', '')) : undefined;
  const basis = known === undefined ? 'unknown' : 'billed';
  return { ...columns, rest: before(cost), cost: { cost: known, basis }, isUnderstood: columns.isUnderstood && !isBelow };
}

function firstMatch(forms: readonly RegExp[], text: string): RegExpExecArray | undefined {
  for (const form of forms) {
    const match = form.exec(text);
    if (match) return match;
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function secondsOf({ h = '0', m = '0', s = '0', ms = '0' }: Groups): number {
  return Math.round((Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000 + Number(ms)) / 1000;
}

function tokensOf({ input, cached, output }: Groups): TokenUsage {
  const count = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text.replaceAll(',', '')));
  return { input: count(input), cached: count(cached), output: count(output) };
}

function trimmed(text: string): string {
  return text.replace(/^[\s·|,]+|[\s·|,]+$/g, '');
}

interface Maker {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly artifact: string | undefined;
  readonly leftover: string | undefined;
  readonly isClear: boolean;
}

/** A take: 12 characters, what it is, type. Fixed in length, so that it comes off a model name it is glued to. */
const takeAtEnd = /(?:media\/)?([A-Za-z0-9_-]{12}_(?:hero|video|alt|clip)\.[a-z0-9]{2,5})$/;

/** `provider · model` with the artifact behind it. A `$` left over is a price that could not be told from its neighbor. */
function readMaker(text: string): Maker {
  const take = takeAtEnd.exec(text);
  const artifact = take?.[1];
  const names = trimmed(take ? text.slice(0, take.index) : text);
  const parts = names.includes('·') ? names.split('·').map((part) => part.trim()) : splitOnce(names);
  const [provider = '', model = '', ...more] = parts;
  const isClear = !names.includes('$') && !/\.(?:png|jpe?g|webp|mp4)$/i.test(names);
  if (isClear) return { provider: provider || undefined, model: model || undefined, artifact, leftover: more.join(' · ') || undefined, isClear };
  return { provider: /^[\w.-]+$/.test(provider) ? provider : undefined, model: undefined, artifact, leftover: names, isClear };
}

/** Without the dot: `provider model`; anything longer is a remark. */
function splitOnce(text: string): readonly string[] {
  const words = text.split(/\s+/);
  return words.length <= 2 ? words : ['', '', text];
}
