/** The messages of the costs page. All text is made by the host in the user's language. */

export interface CostRow {
  readonly label: string;
  readonly runs: number;
  readonly cost: string;
  /** Known cost as a part of the dearest row, 0 to 1. */
  readonly share: number;
  /** The post to open. */
  readonly uri: string | undefined;
}

export interface CostTab {
  readonly id: 'post' | 'step' | 'model' | 'day';
  readonly label: string;
  /** Heads the column of names. */
  readonly column: string;
  readonly rows: readonly CostRow[];
}

export interface CostsState {
  readonly total: string;
  /** One line: how many runs of how many posts, or how far reading has come. */
  readonly scope: string;
  readonly tabs: readonly CostTab[];
}

export interface ToCosts {
  readonly type: 'costs';
  readonly costs: CostsState;
}

export type FromCosts = { readonly type: 'ready' } | { readonly type: 'openPost'; readonly uri: string };

export function isFromCosts(value: unknown): value is FromCosts {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return value.type === 'ready' || (value.type === 'openPost' && 'uri' in value && typeof value.uri === 'string');
}
