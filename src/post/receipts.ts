import { t } from '@vscode/l10n';
import { parseUsd, usdDecimal } from '../common/money.js';
import { channels, costBases, receiptStatuses, stepIds } from '../common/terms.js';
import type { TokenUsage } from '../common/terms.js';
import { parseNumber, readList } from './fields.js';
import type { Reading } from './fields.js';
import type { ChatReference, Problem, Receipt } from './post.js';
import { problem } from './problems.js';
import { entryOf, isNull, resolve } from './yamlTree.js';
import type { MapNode, YamlNode } from './yamlTree.js';

export function readPipeline(reading: Reading, root: MapNode | undefined): Receipt[] {
  return readItems(reading, root, 'pipeline', (item) => readReceipt(reading, item));
}

export function readChatReferences(reading: Reading, root: MapNode | undefined): ChatReference[] {
  return readItems(reading, root, 'chat_references', (item) => readChatReference(reading, item));
}

function readItems<Item>(reading: Reading, root: MapNode | undefined, key: string, read: (item: YamlNode) => Item | undefined): Item[] {
  const items = readList(reading, root, key)?.items ?? [];
  return items.map(read).filter((item) => item !== undefined);
}

function readReceipt(reading: Reading, item: YamlNode): Receipt | undefined {
  const map = resolve(item);
  if (map?.kind !== 'map') {
    reading.problems.push(malformed(item, t('A receipt holds keys and values, as in { step: draft, status: done }.')));
    return undefined;
  }
  const step = readWord(reading, map, 'step', stepIds);
  const status = readWord(reading, map, 'status', receiptStatuses);
  if (!step || !status) {
    const missing = !entryOf(map, 'step') ? t('This receipt has no step. It should be one of {0}.', stepIds.join(', '))
      : !entryOf(map, 'status') ? t('This receipt has no status. It should be one of {0}.', receiptStatuses.join(', '))
      : undefined;
    if (missing !== undefined) reading.problems.push(malformed(item, missing));
    return undefined;
  }
  return {
    step,
    status,
    platform: readScalar(reading, map, 'platform'),
    provider: readScalar(reading, map, 'provider'),
    model: readScalar(reading, map, 'model'),
    artifact: readScalar(reading, map, 'artifact'),
    cost: readParsed(reading, map, 'cost_usd', parseUsd),
    costBasis: readWord(reading, map, 'cost_basis', costBases),
    channel: readWord(reading, map, 'channel', channels),
    seconds: readParsed(reading, map, 'seconds', parseAmount),
    at: readScalar(reading, map, 'at'),
    requestId: readScalar(reading, map, 'request_id'),
    tokens: readTokens(reading, map),
    inputs: readScalar(reading, map, 'inputs'),
    output: readScalar(reading, map, 'output'),
    error: readScalar(reading, map, 'error'),
  };
}

function readTokens(reading: Reading, map: MapNode): TokenUsage | undefined {
  const entry = entryOf(map, 'tokens');
  const tokens = entry && resolve(entry.value);
  if (!entry || (tokens && isNull(tokens))) return undefined;
  if (tokens?.kind !== 'map') {
    reading.problems.push(malformed(entry.value, t('"tokens" holds counts, as in { input: 10, cached: 0, output: 20 }.')));
    return undefined;
  }
  const count = (key: string) => readParsed(reading, tokens, key, parseAmount);
  return { input: count('input'), cached: count('cached'), output: count('output') };
}

function parseAmount(text: string): number | undefined {
  const number = parseNumber(text);
  return number !== undefined && number >= 0 ? number : undefined;
}

function readChatReference(reading: Reading, item: YamlNode): ChatReference | undefined {
  const map = resolve(item);
  const turn = map?.kind === 'map' ? readScalar(reading, map, 'turn') : undefined;
  if (map?.kind !== 'map' || turn === undefined) {
    const message = t('A chat reference holds at least a turn, as in { at: 2026-05-11T16:02:11Z, by: "@galley", turn: "…" }.');
    reading.problems.push(problem('malformed-chat-reference', 'warning', item.span, message));
    return undefined;
  }
  return { at: readScalar(reading, map, 'at'), by: readScalar(reading, map, 'by'), turn };
}

function readScalar(reading: Reading, map: MapNode, key: string): string | undefined {
  const entry = entryOf(map, key);
  const value = entry && resolve(entry.value);
  if (!entry || (value && isNull(value))) return undefined;
  if (value?.kind === 'text') return value.text;
  reading.problems.push(malformed(entry.value, t('"{0}" should be text.', key)));
  return undefined;
}

function readParsed(reading: Reading, map: MapNode, key: string, parse: (text: string) => number | undefined): number | undefined {
  const text = readScalar(reading, map, key);
  if (text === undefined) return undefined;
  const number = parse(text);
  if (number === undefined) {
    reading.problems.push(malformed(entryOf(map, key)?.value ?? map, t('"{0}" should be a number of zero or more. It is read as unknown.', key)));
  }
  return number;
}

function readWord<Word extends string>(reading: Reading, map: MapNode, key: string, words: readonly Word[]): Word | undefined {
  const text = readScalar(reading, map, key);
  if (text === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (!found) reading.problems.push(malformed(entryOf(map, key)?.value ?? map, t('"{0}" should be one of {1}.', key, words.join(', '))));
  return found;
}

function malformed({ span }: YamlNode, message: string): Problem {
  return problem('malformed-receipt', 'warning', span, message);
}

export type LineMember = readonly [key: string, value: string | number | readonly LineMember[]];

/** A receipt as the members of its line, in the order of the file format; what is unknown is left out. */
export function receiptMembers(receipt: Receipt): LineMember[] {
  const { tokens } = receipt;
  return defined([
    ['step', receipt.step],
    ['status', receipt.status],
    ['platform', receipt.platform],
    ['provider', receipt.provider],
    ['model', receipt.model],
    ['artifact', receipt.artifact],
    ['cost_usd', receipt.cost === undefined ? undefined : Number(usdDecimal(receipt.cost))],
    ['cost_basis', receipt.costBasis],
    ['channel', receipt.channel],
    ['seconds', receipt.seconds],
    ['at', receipt.at],
    ['request_id', receipt.requestId],
    ['tokens', tokens && defined([['input', tokens.input], ['cached', tokens.cached], ['output', tokens.output]])],
    ['inputs', receipt.inputs],
    ['output', receipt.output],
    ['error', receipt.error],
  ]);
}

export function chatReferenceMembers({ at, by, turn }: ChatReference): LineMember[] {
  return defined([['at', at], ['by', by], ['turn', turn]]);
}

function defined(members: readonly (readonly [string, LineMember[1] | undefined])[]): LineMember[] {
  return members.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}
