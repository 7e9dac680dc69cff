import type { FromReview } from '../../src/plan/reviewProtocol.js';
import type { ReviewStrings } from '../../src/plan/reviewStrings.js';

/** What templates need besides the review. */
export interface Page {
  readonly strings: ReviewStrings;
  readonly send: (message: FromReview) => void;
  /** Keys of the items whose brief is open. */
  readonly open: Set<string>;
  /** When the last message came, on the page's own clock. */
  receivedAt: number;
}
