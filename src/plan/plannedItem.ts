import type { ContentFormat } from '../common/terms.js';

/** One post that a planner proposes, before there is a file. */
export interface PlannedItem {
  readonly title: string;
  /** What the piece argues, with its facts. */
  readonly brief: string;
  /** Why it fits the pillar, and why this format. */
  readonly rationale: string;
  /** A key of the studio's pillars. */
  readonly pillar: string | undefined;
  readonly contentFormat: ContentFormat;
  /** Ids of the cluster's facts that it rests on. */
  readonly facts: readonly string[];
}
