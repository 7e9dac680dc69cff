import type { Balance, BalanceInput } from '../../../src/balance/balance.js';
import { balanceOf } from '../../../src/balance/balance.js';
import type { ReadPost } from '../../../src/balance/traits.js';

export function postWith(uri: string, traits: Partial<ReadPost> = {}): ReadPost {
  return { uri, title: uri, pillar: undefined, contentFormat: undefined, specialMessage: undefined, openers: {}, hashtags: [], sources: [], avoided: [], ...traits };
}

/** The balance of these posts in a workspace that has nothing else. */
export function balance(posts: readonly ReadPost[], input: Partial<BalanceInput> = {}): Balance {
  return finish(balanceOf({
    posts,
    pillars: {},
    message: undefined,
    similar: () => [],
    clusters: [],
    candidates: (_, { cluster }) => [cluster],
    isWhole: true,
    ...input,
  }));
}

/** As `galley.yaml` has them. */
export function pillarsOf(names: Readonly<Record<string, string>>): BalanceInput['pillars'] {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, { key, name, framing: undefined }]));
}

export function finish<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
