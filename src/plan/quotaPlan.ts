import { contentFormats, type ContentFormat } from '../common/terms.js';
import { minCostFlow, type FlowArc } from './minCostFlow.js';
import type { Count, Kind } from './quota.js';
import { anyNumber, boundsOf, type Bounds, type KindCount } from './quotaBounds.js';

/** An item that is still to come. */
export type Slot = Kind;

/** The fewest changes that make what stands keep to the quotas. */
export interface QuotaPlan {
  readonly add: readonly Slot[];
  /** How many standing items of each kind are too many. */
  readonly drop: readonly (Kind & { readonly contentFormat: ContentFormat; readonly count: number })[];
  /** False when no set of items can keep to all quotas. */
  readonly isPossible: boolean;
}

type Standing = { readonly contentFormat: ContentFormat; readonly pillar: string | undefined };

// Reaching a lower bound comes first, then keeping what stands, then adding little; text is quicker made than a clip.
const costs = { bound: -10_000, keep: -100, add: { hero_text: 1, video: 2 } } as const;
/** Stands for "any number". */
const plenty = 1000;

/**
 * Formats and pillars are the rows and columns of a table whose sums are bounded, so the numbers form a flow: from the
 * total through a format, a cell and a pillar. Pillars that no quota names share one column.
 */
export function planQuotas(message: { readonly quotas: readonly KindCount[]; readonly pillars: readonly string[] }, standing: readonly Standing[]): QuotaPlan {
  const bounds = boundsOf(message.quotas);
  const columns: readonly (string | undefined)[] = [...bounds.pillars.keys(), undefined];
  const columnOf = (pillar: string | undefined): string | undefined => (pillar !== undefined && bounds.pillars.has(pillar) ? pillar : undefined);
  const hasOpenPillar = message.pillars.length === 0 || message.pillars.some((key) => !bounds.pillars.has(key));
  const cells = contentFormats.flatMap((contentFormat) =>
    columns.map((pillar) => ({
      contentFormat,
      pillar,
      have: standing.filter((item) => item.contentFormat === contentFormat && columnOf(item.pillar) === pillar).length,
      count: pillar === undefined ? { min: 0, max: hasOpenPillar ? undefined : 0 } : cellCount(bounds, contentFormat, pillar),
    })),
  );
  const [source, all, sink] = [0, 1, 2];
  const row = (format: ContentFormat): number => 3 + contentFormats.indexOf(format);
  const column = (pillar: string | undefined): number => 3 + contentFormats.length + columns.indexOf(pillar);
  const arcs: FlowArc[] = [
    ...cells.map(({ contentFormat, pillar, have, count }) => ({ from: row(contentFormat), to: column(pillar), parts: cellParts(have, count, costs.add[contentFormat]) })),
    { from: source, to: all, parts: boundParts(bounds.total) },
    ...contentFormats.map((format) => ({ from: all, to: row(format), parts: boundParts(bounds.formats.get(format) ?? anyNumber) })),
    ...columns.map((pillar) => ({ from: column(pillar), to: sink, parts: boundParts(pillar === undefined ? anyNumber : (bounds.pillars.get(pillar) ?? anyNumber)) })),
  ];
  const flow = minCostFlow(3 + contentFormats.length + columns.length, arcs, source, sink);
  const lowerBounds = [...cells.map(({ count }) => count), bounds.total, ...contentFormats.map((format) => bounds.formats.get(format) ?? anyNumber), ...columns.map((pillar) => (pillar === undefined ? anyNumber : (bounds.pillars.get(pillar) ?? anyNumber)))];
  const isFormatOpen = !message.quotas.some(({ contentFormat }) => contentFormat !== undefined);
  return {
    add: cells.flatMap(({ contentFormat, pillar, have }, index) =>
      Array.from({ length: Math.max(0, (flow[index] ?? 0) - have) }, () => ({ contentFormat: isFormatOpen ? undefined : contentFormat, pillar })),
    ),
    drop: cells.flatMap(({ contentFormat, pillar, have }, index) => {
      const count = have - (flow[index] ?? 0);
      return count > 0 ? [{ contentFormat, pillar, count }] : [];
    }),
    isPossible: lowerBounds.every(({ min, max }, index) => (flow[index] ?? 0) >= min && min <= (max ?? Infinity)),
  };
}

function cellCount({ cells }: Bounds, contentFormat: ContentFormat, pillar: string): Count {
  return cells.find((cell) => cell.contentFormat === contentFormat && cell.pillar === pillar)?.count ?? anyNumber;
}

function boundParts({ min, max }: Count): FlowArc['parts'] {
  const bound = Math.min(min, max ?? min);
  return [{ capacity: bound, cost: costs.bound }, { capacity: (max ?? plenty) - bound, cost: 0 }];
}

function cellParts(have: number, { min, max }: Count, add: number): FlowArc['parts'] {
  const most = max ?? plenty;
  const marks = [...new Set([0, Math.min(min, most), Math.min(have, most), most])].sort((a, b) => a - b);
  return marks.slice(1).map((end, index) => {
    const start = marks[index] ?? 0;
    return { capacity: end - start, cost: (start < min ? costs.bound : 0) + (start < have ? costs.keep : add) };
  });
}
