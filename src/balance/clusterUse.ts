import type { Fact } from '../plan/cluster.js';
import type { FactSource, PostRef, ReadPost } from './traits.js';

/** A cluster file of the workspace. */
export interface ClusterFacts {
  readonly uri: string;
  /** For people: its path in the workspace. */
  readonly name: string;
  readonly facts: readonly Fact[];
}

export interface UsedFact {
  readonly id: string | undefined;
  readonly text: string;
  /** Posts whose plan names this very fact. */
  readonly posts: readonly PostRef[];
}

export interface ClusterUse {
  /** `undefined` for a file that posts name and that is not there. */
  readonly uri: string | undefined;
  readonly name: string;
  readonly facts: readonly UsedFact[];
  /** Posts whose plan names the whole file: which of its facts they use is not known. */
  readonly whole: readonly PostRef[];
  /** Ids that posts name and the file does not have. */
  readonly unknown: readonly { readonly id: string; readonly posts: readonly PostRef[] }[];
}

export interface ClusterInput {
  readonly posts: readonly ReadPost[];
  readonly clusters: readonly ClusterFacts[];
  /** Uris that the path of a source may mean, best first. */
  readonly candidates: (post: string, source: FactSource) => readonly string[];
  /** Clusters that no post names count too. */
  readonly isWhole: boolean;
}

interface Uses {
  readonly uri: string | undefined;
  readonly name: string;
  readonly byFact: Map<string, PostRef[]>;
  readonly whole: PostRef[];
}

/** Which facts of which cluster the posts use, and how often. */
export function* clusterUse({ posts, clusters, candidates, isWhole }: ClusterInput): Generator<undefined, readonly ClusterUse[]> {
  const byUri = new Map(clusters.map((cluster) => [cluster.uri, cluster]));
  const uses = new Map<string, Uses>();
  const usesOf = (key: string, uri: string | undefined, name: string): Uses => {
    const known = uses.get(key) ?? { uri, name, byFact: new Map<string, PostRef[]>(), whole: [] };
    uses.set(key, known);
    return known;
  };
  if (isWhole) for (const { uri, name } of clusters) usesOf(uri, uri, name);
  for (const { uri, title, sources } of posts) {
    const post = { uri, title };
    for (const source of sources) {
      const cluster = candidates(uri, source).map((candidate) => byUri.get(candidate)).find((found) => found !== undefined);
      const known = cluster ? usesOf(cluster.uri, cluster.uri, cluster.name) : usesOf(`?${source.cluster}`, undefined, source.cluster);
      const users = source.fact === undefined ? known.whole : (known.byFact.get(source.fact) ?? []);
      if (users.at(-1)?.uri !== uri) users.push(post);
      if (source.fact !== undefined) known.byFact.set(source.fact, users);
    }
    yield;
  }
  const result: ClusterUse[] = [];
  for (const { uri, name, byFact, whole } of uses.values()) {
    const facts = (uri === undefined ? undefined : byUri.get(uri)?.facts) ?? [];
    const ids = new Set(facts.map(({ id }) => id));
    result.push({
      uri, name, whole,
      facts: facts.map(({ id, text }) => ({ id, text, posts: (id === undefined ? undefined : byFact.get(id)) ?? [] })),
      unknown: [...byFact].filter(([id]) => !ids.has(id)).map(([id, users]) => ({ id, posts: users })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    });
    yield;
  }
  return result.sort((a, b) => Number(a.uri === undefined) - Number(b.uri === undefined) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
