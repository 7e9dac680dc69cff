import { parsePost } from '../post/parse.js';

/** A post that names a fact, or all facts of the cluster, as its source. */
export interface SourceUse {
  readonly uri: string;
  readonly title: string;
  /** `undefined`: the whole cluster. */
  readonly fact: string | undefined;
}

/** Which facts of the cluster a post names; `isMeant` says what a source's path means there. */
export function sourceUses(post: { readonly uri: string; readonly text: string }, clusterPath: string, isMeant: (path: string) => boolean): readonly SourceUse[] {
  // Most posts name another cluster: a search for the file's name spares their parsing.
  if (!post.text.includes(clusterPath.slice(clusterPath.lastIndexOf('/') + 1))) return [];
  const { title = '', plan } = parsePost(post.text);
  return plan.sources.flatMap(({ cluster }) => {
    const [path = '', fact] = (cluster ?? '').split('#');
    return isMeant(path) ? [{ uri: post.uri, title, fact }] : [];
  });
}
