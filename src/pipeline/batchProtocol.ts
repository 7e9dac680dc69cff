/** The messages of the batch page. All text is made by the host in the user's language. */

export interface BatchRow {
  /** The post to open. */
  readonly uri: string;
  readonly label: string;
  /** What ran or would run. */
  readonly steps: string;
  readonly cost: string;
  /** Why it did not end well, or what it waits for. */
  readonly note: string | undefined;
}

export interface BatchSection {
  readonly label: string;
  readonly icon: 'pass' | 'error' | 'warning' | 'circle-slash' | 'play' | 'circle-outline';
  readonly rows: readonly BatchRow[];
  /** Said below a list that was cut. */
  readonly more: string | undefined;
}

export const batchActions = ['run', 'runAgain', 'showCosts', 'cancel'] as const;
export type BatchAction = (typeof batchActions)[number];

export interface BatchPageState {
  readonly title: string;
  /** The large line. */
  readonly headline: string;
  /** One line each below it. */
  readonly lines: readonly string[];
  /** 0 to 1 while the batch runs. */
  readonly progress: number | undefined;
  readonly sections: readonly BatchSection[];
  readonly actions: readonly { readonly id: BatchAction; readonly label: string }[];
}

export interface ToBatch {
  readonly type: 'batch';
  readonly batch: BatchPageState;
}

export type FromBatch =
  | { readonly type: 'ready' }
  | { readonly type: 'openPost'; readonly uri: string }
  | { readonly type: 'act'; readonly action: BatchAction };

export function isFromBatch(value: unknown): value is FromBatch {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  switch (value.type) {
    case 'ready':
      return true;
    case 'openPost':
      return 'uri' in value && typeof value.uri === 'string';
    case 'act':
      return 'action' in value && batchActions.some((action) => action === value.action);
    default:
      return false;
  }
}
