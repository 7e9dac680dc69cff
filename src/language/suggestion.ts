import type { Span } from '../common/text.js';

export interface Suggestion {
  readonly kind: 'key' | 'word' | 'pillar' | 'platform' | 'hashtag' | 'source' | 'file' | 'url';
  readonly label: string;
  readonly detail?: string | undefined;
  /** Markdown of ours. */
  readonly doc?: string | undefined;
  /** The user's own words, shown as they are. */
  readonly quote?: string | undefined;
  /** A picture to show, relative to the post. */
  readonly picture?: string | undefined;
  readonly insert: string;
  readonly replace: Span;
  /** What typed text is compared with. */
  readonly filter: string;
  /** Whether the next thing to type has suggestions of its own. */
  readonly goesOn: boolean;
}
