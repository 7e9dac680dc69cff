import { t } from '@vscode/l10n';
import { addCost, noCost, type Total } from '../common/money.js';
import { formatTotal, stepLabel } from '../cost/format.js';
import type { BatchEnding, BatchEntry } from './batch.js';
import { batchTotals, stepsToRun, type PlannedPost } from './batchPlan.js';
import type { BatchPageState, BatchRow, BatchSection } from './batchProtocol.js';
import type { BatchProgress, BatchSummary } from './batchRun.js';

type TitleOf = (uri: string) => string;

/** Nobody reads a longer list, and the page has to lay it out. */
const mostRows = 500;

/** What would run, before anything does. */
export function planPage(posts: readonly PlannedPost[], titleOf: TitleOf): BatchPageState {
  const totals = batchTotals(posts);
  const due = posts.filter((post) => stepsToRun(post).length > 0);
  const others = posts.filter((post) => stepsToRun(post).length === 0);
  const stuck = others.filter((post) => reasonOf(post) !== undefined);
  const rest = others.filter((post) => reasonOf(post) === undefined);
  const row = (post: PlannedPost): BatchRow => ({
    uri: post.uri,
    label: titleOf(post.uri),
    steps: stepsToRun(post).map(({ step, action }) => (action === 'maybe' ? t('{0}?', stepLabel(step)) : stepLabel(step))).join(', '),
    cost: stepsToRun(post).length === 0 ? '' : formatTotal(batchTotals([post]).price),
    note: reasonOf(post),
  });
  return {
    title: t('What Would Run'),
    headline: totals.isEstimate ? t('about {0}', formatTotal(totals.price)) : formatTotal(totals.price),
    lines: [
      t('Posts: {0} of {1} · Steps: {2}', totals.posts, posts.length, totals.steps),
      ...totals.providers.map(({ label, steps, price, isMetered }) => (isMetered ? t('{0}: {1} steps, {2}', label, steps, formatTotal(price)) : t('{0}: {1} steps, not metered here', label, steps))),
      ...(totals.maybe > 0 ? [t('A question mark: runs only when what it reads comes out differently.')] : []),
    ],
    progress: undefined,
    sections: [
      section(t('To run'), 'play', due, row),
      section(t('Cannot run yet'), 'warning', stuck, row),
      section(t('Up to date'), 'pass', rest, row),
    ].filter(({ rows }) => rows.length > 0),
    actions: totals.steps > 0 ? [{ id: 'run', label: t('Run — {0}', totals.isEstimate ? t('about {0}', formatTotal(totals.price)) : formatTotal(totals.price)) }] : [],
  };
}

export function runningPage({ posts, done, failed, spent }: BatchProgress): BatchPageState {
  return {
    title: t('Batch'),
    headline: t('{0} of {1} posts', done, posts),
    lines: [...(failed === 0 ? [] : [t('Not done: {0}', failed)]), t('Cost so far: {0}', formatTotal(spent))],
    progress: posts === 0 ? 1 : done / posts,
    sections: [],
    actions: [{ id: 'cancel', label: t('Cancel') }],
  };
}

export function summaryPage({ entries, estimate, isEstimate, spent, startedAt, endedAt }: BatchSummary, titleOf: TitleOf): BatchPageState {
  const of = (ending: BatchEnding): readonly BatchEntry[] => entries.filter((entry) => entry.ending === ending);
  const done = of('done').filter(({ receipts }) => receipts.length > 0);
  const steps = entries.reduce((sum, { receipts }) => sum + receipts.length, 0);
  const row = ({ uri, receipts, step, message }: BatchEntry): BatchRow => ({
    uri,
    label: titleOf(uri),
    steps: receipts.map((receipt) => stepLabel(receipt.step)).join(', '),
    cost: receipts.length === 0 ? '' : formatTotal(costOf(receipts)),
    note: message === undefined ? undefined : step === undefined ? message : t('{0}: {1}', stepLabel(step), message),
  });
  const again = entries.some(({ ending }) => ending !== 'done');
  return {
    title: t('Batch Summary'),
    headline: formatTotal(spent),
    lines: [
      isEstimate ? t('Estimated before: about {0}', formatTotal(estimate)) : t('Said before: {0}', formatTotal(estimate)),
      t('Posts done: {0} of {1} · Steps: {2} · {3}', of('done').length, entries.length, steps, duration(endedAt - startedAt)),
    ],
    progress: undefined,
    sections: [
      section(t('Failed'), 'error', of('failed'), row),
      section(t('Needs you'), 'warning', of('blocked'), row),
      section(t('Not run'), 'circle-slash', of('skipped'), row),
      section(t('Canceled'), 'circle-slash', of('canceled'), row),
      section(t('Done'), 'pass', done, row),
      section(t('Up to date before'), 'circle-outline', of('done').filter(({ receipts }) => receipts.length === 0), row),
    ].filter(({ rows }) => rows.length > 0),
    actions: [...(again ? [{ id: 'runAgain' as const, label: t('Run What Is Left...') }] : []), { id: 'showCosts', label: t('Show Costs') }],
  };
}

/** Before there was any batch. */
export function emptyPage(): BatchPageState {
  return {
    title: t('Batch Summary'),
    headline: t('No batch has run in this window'),
    lines: [t('Run the pipeline on several posts from the Posts view, and its costs and whatever failed are listed here.')],
    progress: undefined,
    sections: [],
    actions: [],
  };
}

function section<Item>(label: string, icon: BatchSection['icon'], items: readonly Item[], row: (item: Item) => BatchRow): BatchSection {
  const more = items.length > mostRows ? t('And {0} more.', items.length - mostRows) : undefined;
  return { label: t('{0} ({1})', label, items.length), icon, rows: items.slice(0, mostRows).map(row), more };
}

function reasonOf({ problem, steps }: PlannedPost): string | undefined {
  return problem ?? steps.find(({ action }) => action === 'blocked')?.reason;
}

function costOf(receipts: BatchEntry['receipts']): Total {
  return receipts.reduce((total, { cost }) => addCost(total, cost), noCost);
}

/** `48 s`, `12 min 5 s` */
function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? t('{0} s', seconds) : t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}
