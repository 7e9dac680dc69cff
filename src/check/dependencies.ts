/** What each post's problems depend on beyond its own text, to find the posts that a change concerns. */
export class Dependencies {
  private readonly keysOf = new Map<string, readonly string[]>();
  private readonly postsOf = new Map<string, Set<string>>();

  /** Replaces what was noted of the post before. */
  note(post: string, keys: Iterable<string>): void {
    this.forget(post);
    const own = [...new Set(keys)];
    if (own.length === 0) return;
    this.keysOf.set(post, own);
    for (const key of own) {
      const posts = this.postsOf.get(key);
      if (posts) posts.add(post);
      else this.postsOf.set(key, new Set([post]));
    }
  }

  forget(post: string): void {
    for (const key of this.keysOf.get(post) ?? []) {
      const posts = this.postsOf.get(key);
      posts?.delete(post);
      if (posts?.size === 0) this.postsOf.delete(key);
    }
    this.keysOf.delete(post);
  }

  /** The posts that depend on `key`, as they are now: what is done to them may change the answer. */
  of(key: string): readonly string[] {
    return [...(this.postsOf.get(key) ?? [])];
  }

  /** How many keys are kept, for tests of what is forgotten. */
  get size(): number {
    return this.postsOf.size;
  }
}
