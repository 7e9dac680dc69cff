const mostShared = 1000;
const longestShared = 100;

/**
 * Copies of parts of a text. A part that a JavaScript engine cuts out of a text keeps all of that text in memory, which
 * an index of thousands of posts cannot afford.
 */
export class Words {
  private readonly shared = new Map<string, string>();

  /** For what differs from post to post. */
  copy(text: string | undefined): string | undefined {
    // Encoding is the only way in the language to get new characters; shorter texts are copied when they are cut out.
    return text === undefined || text.length < 13 ? text : String(JSON.parse(JSON.stringify(text)));
  }

  /** For what is the same in many posts: pillars, providers, models. */
  share(text: string | undefined): string | undefined {
    if (text === undefined || text.length > longestShared) return this.copy(text);
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    const copied = this.copy(text) ?? text;
    if (this.shared.size < mostShared) this.shared.set(copied, copied);
    return copied;
  }
}
