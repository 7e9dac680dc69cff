import type { PostIndex } from '../../posts/postIndex.js';

/** What checks need of the index of the workspace. */
export interface KnownPosts {
  readonly index: PostIndex;
  /** Starts the index when nobody has, and resolves when it knows every post. */
  whenReady(): Promise<void>;
}
