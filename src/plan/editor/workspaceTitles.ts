import { foldTitle } from '../readPlans.js';
import type { PostIndex } from '../../posts/postIndex.js';

export interface TitledPost {
  readonly uri: string;
  readonly title: string;
}

/** Finds posts by titles that readers take for the same. */
export class WorkspaceTitles {
  private read: { readonly epoch: number; readonly posts: ReadonlyMap<string, TitledPost> } | undefined;

  constructor(private readonly index: PostIndex) {}

  find(title: string): TitledPost | undefined {
    const { index } = this;
    // Thousands of titles: read once, not at each letter that is typed.
    if (this.read?.epoch !== index.epoch) {
      const posts = new Map<string, TitledPost>();
      for (const post of index.all) if (post.title !== undefined) posts.set(foldTitle(post.title), { uri: post.uri, title: post.title });
      this.read = { epoch: index.epoch, posts };
    }
    return this.read.posts.get(foldTitle(title));
  }
}
