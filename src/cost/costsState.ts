import { t } from '@vscode/l10n';
import { formatTotal, stepLabel } from './format.js';
import type { CostRow, CostsState } from './protocol.js';
import type { CostGroup, CostSummary } from './summary.js';

/** A summary as the page shows it. `language` writes the days. */
export function costsState(summary: CostSummary, posts: number, language: string): CostsState {
  return {
    total: formatTotal(summary.total),
    scope: t('Posts: {0} · Runs: {1}', posts, summary.runs),
    tabs: [
      { id: 'post', label: t('By post'), column: t('Post'), rows: rows(summary.byPost, ({ label }) => label, ({ key }) => key) },
      { id: 'step', label: t('By step'), column: t('Step'), rows: rows(summary.byStep, ({ key }) => stepLabel(key)) },
      { id: 'model', label: t('By model'), column: t('Model'), rows: rows(summary.byModel, ({ label }) => (label === '' ? t('Model not named') : label)) },
      { id: 'day', label: t('By day'), column: t('Day'), rows: rows(summary.byDay, ({ key }) => dayLabel(key, language)) },
    ],
  };
}

/** The fixed texts of the page. */
export function costsStrings() {
  return {
    title: t('Costs'),
    runs: t('Runs'),
    cost: t('Cost'),
    none: t('Nothing has been generated yet'),
    noneAdvice: t('Every run of a step leaves a receipt in its post, and all receipts add up here.'),
    open: t('Open {0}'),
  } as const;
}

export type CostsStrings = Readonly<Record<keyof ReturnType<typeof costsStrings>, string>>;

function rows<Group extends CostGroup>(
  groups: readonly Group[],
  label: (group: Group) => string,
  uri: (group: Group) => string | undefined = () => undefined,
): CostRow[] {
  const dearest = Math.max(0, ...groups.map(({ total }) => total.known));
  return groups.map((group) => ({
    label: label(group),
    runs: group.runs,
    cost: formatTotal(group.total),
    share: dearest === 0 ? 0 : group.total.known / dearest,
    uri: uri(group),
  }));
}

function dayLabel(day: string, language: string): string {
  if (day === '') return t('No date');
  return new Date(`${day}T00:00:00`).toLocaleDateString(language, { dateStyle: 'medium' });
}
