import { contentFormats, type ContentFormat } from '../common/terms.js';
import type { Count, Kind } from './quota.js';

/** A quota wherever it stands. */
export interface KindCount extends Kind {
  readonly count: Count;
}

/** All quotas of a message by what they count, several of one kind as one. */
export interface Bounds {
  readonly total: Count;
  readonly formats: ReadonlyMap<ContentFormat, Count>;
  readonly pillars: ReadonlyMap<string, Count>;
  readonly cells: readonly (Required<Kind> & { readonly count: Count })[];
}

export const anyNumber: Count = { min: 0, max: undefined };

/** What both allow. */
export function bothCounts(one: Count, other: Count): Count {
  const max = one.max === undefined ? other.max : other.max === undefined ? one.max : Math.min(one.max, other.max);
  return { min: Math.max(one.min, other.min), max };
}

export function sumCounts(counts: readonly Count[]): Count {
  return counts.reduce<Count>((sum, { min, max }) => ({ min: sum.min + min, max: sum.max === undefined || max === undefined ? undefined : sum.max + max }), { min: 0, max: 0 });
}

export function countOf(quotas: readonly KindCount[], kind: Kind): Count {
  return quotas.filter((quota) => quota.contentFormat === kind.contentFormat && quota.pillar === kind.pillar).reduce<Count>((all, { count }) => bothCounts(all, count), anyNumber);
}

export function boundsOf(quotas: readonly KindCount[]): Bounds {
  const pillars = [...new Set(quotas.flatMap(({ pillar }) => (pillar === undefined ? [] : [pillar])))];
  const hasTotal = quotas.some(({ contentFormat, pillar }) => contentFormat === undefined && pillar === undefined);
  return {
    total: hasTotal ? countOf(quotas, { contentFormat: undefined, pillar: undefined }) : (impliedTotal(quotas) ?? anyNumber),
    formats: new Map(contentFormats.map((contentFormat) => [contentFormat, countOf(quotas, { contentFormat, pillar: undefined })])),
    pillars: new Map(pillars.map((pillar) => [pillar, countOf(quotas, { contentFormat: undefined, pillar })])),
    cells: pillars.flatMap((pillar) => contentFormats.map((contentFormat) => ({ contentFormat, pillar, count: countOf(quotas, { contentFormat, pillar }) }))),
  };
}

/**
 * "Two videos and three text posts" asks for five, though it names no total: the sum of parts that cannot overlap and
 * are all of one sort. `undefined` where the parts may overlap, or say nothing but what there must not be.
 */
export function impliedTotal(quotas: readonly KindCount[]): Count | undefined {
  const sorts = new Set(quotas.map(({ contentFormat, pillar }) => `${contentFormat === undefined ? '' : 'format'} ${pillar === undefined ? '' : 'pillar'}`));
  if (sorts.size !== 1 || quotas.every(({ count }) => count.min === 0)) return undefined;
  const kinds = new Map(quotas.map(({ contentFormat, pillar }) => [`${contentFormat ?? ''} ${pillar ?? ''}`, { contentFormat, pillar }]));
  return sumCounts([...kinds.values()].map((kind) => countOf(quotas, kind)));
}
