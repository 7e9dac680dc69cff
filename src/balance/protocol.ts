/** The messages of the balance page. All text is made by the host in the user's language. */

/** A post, or a fact in its cluster file. */
export interface Link {
  readonly label: string;
  readonly uri: string;
  readonly fact: string | undefined;
}

export interface Cell {
  readonly text: string;
  /** The text itself leads there. */
  readonly link?: Link;
  readonly links?: readonly Link[];
  readonly tone?: 'good' | 'bad' | 'quiet';
}

export interface Table {
  /** Heads the table; also its name for a screen reader. */
  readonly label: string;
  readonly note: string | undefined;
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows are not shown, as a sentence. */
  readonly more: string | undefined;
}

export const actions = ['newPost', 'createStudio', 'showAll'] as const;
export type Action = (typeof actions)[number];

export interface Tab {
  readonly id: 'counts' | 'openers' | 'hashtags' | 'captions' | 'facts' | 'avoided';
  readonly label: string;
  /** Shown beside the label: how much there is to look at. */
  readonly badge: string | undefined;
  readonly tables: readonly Table[];
  /** What to say, and to do, where there is nothing to show. */
  readonly empty: string | undefined;
  readonly actions: readonly { readonly action: Action; readonly label: string }[];
}

export interface BalanceState {
  readonly scope: string;
  /** The special message that was typed; empty when the posts' own count. */
  readonly message: string;
  /** Not of the whole workspace. */
  readonly isSelection: boolean;
  readonly tabs: readonly Tab[];
}

export interface ToBalance {
  readonly type: 'balance';
  readonly balance: BalanceState;
}

export type FromBalance =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly uri: string; readonly fact: string | undefined }
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'copy'; readonly tab: Tab['id']; readonly format: 'csv' | 'markdown' }
  | { readonly type: 'action'; readonly action: Action };

export function isFromBalance(value: unknown): value is FromBalance {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  switch (value.type) {
    case 'ready':
      return true;
    case 'open':
      return 'uri' in value && typeof value.uri === 'string' && (!('fact' in value) || value.fact === undefined || typeof value.fact === 'string');
    case 'message':
      return 'text' in value && typeof value.text === 'string';
    case 'copy':
      return 'tab' in value && typeof value.tab === 'string' && 'format' in value && (value.format === 'csv' || value.format === 'markdown');
    case 'action':
      return 'action' in value && actions.some((known) => known === value.action);
    default:
      return false;
  }
}
