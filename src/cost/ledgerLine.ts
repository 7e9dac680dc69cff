import type { MicroUsd } from '../common/money.js';
import { costBases, stepIds, type CostBasis, type StepId } from '../common/terms.js';
import { at as valueAt, isObject, numberAt, parseJson, textAt } from '../models/jsonRead.js';

/** One line of the ledger. `cost` is whole micro-dollars, `null` when unknown: a file has no `undefined`. */
export type LedgerLine =
  | {
      readonly type: 'reserve';
      readonly id: string;
      readonly at: string;
      readonly post: string;
      readonly step: StepId;
      readonly provider: string;
      readonly model: string;
      readonly cost: MicroUsd | null;
      readonly basis: CostBasis;
    }
  | {
      readonly type: 'settle';
      readonly id: string;
      readonly at: string;
      readonly cost: MicroUsd | null;
      readonly basis: CostBasis;
      readonly model?: string | undefined;
      readonly requestId?: string | undefined;
    }
  | { readonly type: 'release'; readonly id: string; readonly at: string };

const longest = 500;

/**
 * Starts with a line break of its own: whatever an earlier writer left unfinished ends there and cannot swallow this line.
 * Texts from providers are cut, so that one write takes all of it.
 */
export function writeLine(line: LedgerLine): string {
  const text = JSON.stringify(line, (_, value: unknown) => (typeof value === 'string' ? value.slice(0, longest) : value));
  return `\n${text}\n`;
}

/** `undefined` for a line that is torn or not the ledger's. */
export function readLine(text: string): LedgerLine | undefined {
  const value = parseJson(text);
  const id = textAt(value, 'id');
  const at = textAt(value, 'at');
  if (!isObject(value) || id === undefined || at === undefined || Number.isNaN(Date.parse(at))) return undefined;
  const cost = costIn(value);
  const basis = costBases.find((one) => one === value['basis']);
  switch (value['type']) {
    case 'reserve': {
      const step = stepIds.find((one) => one === value['step']);
      const [post, provider, model] = ['post', 'provider', 'model'].map((key) => textAt(value, key));
      if (step === undefined || post === undefined || provider === undefined || model === undefined) return undefined;
      return cost === undefined || basis === undefined ? undefined : { type: 'reserve', id, at, post, step, provider, model, cost, basis };
    }
    case 'settle':
      if (cost === undefined || basis === undefined) return undefined;
      return { type: 'settle', id, at, cost, basis, model: textAt(value, 'model'), requestId: textAt(value, 'requestId') };
    case 'release':
      return { type: 'release', id, at };
    default:
      return undefined;
  }
}

function costIn(value: unknown): MicroUsd | null | undefined {
  const cost = numberAt(value, 'cost');
  if (cost !== undefined) return Number.isSafeInteger(cost) && cost >= 0 ? cost : undefined;
  return valueAt(value, 'cost') === null ? null : undefined;
}
