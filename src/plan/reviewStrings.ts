import { t } from '@vscode/l10n';

/** The fixed texts of the page; `{0}` are filled in there. */
export function reviewStrings() {
  return {
    heading: t('Planned posts'),
    from: t('From'),
    specialMessage: t('Special message'),
    planning: t('Planning'),
    costs: t('Show costs'),
    quotas: t('Asked for'),
    posts: t('Posts'),
    facts: t('Facts'),
    include: t('Create {0}'),
    title: t('Title of {0}'),
    titlePlaceholder: t('A title, one line'),
    pillar: t('Pillar'),
    pillarOf: t('Pillar of {0}'),
    format: t('Format'),
    formatOf: t('Format of {0}'),
    brief: t('Brief'),
    briefOf: t('Brief of {0}'),
    rationale: t('Rationale'),
    rationaleOf: t('Rationale of {0}'),
    briefAndRationale: t('Brief and rationale'),
    restsOn: t('Rests on'),
    noFacts: t('Rests on no fact of the cluster.'),
    showFact: t('Go to fact {0}'),
    surplus: t('One too many'),
    dropped: t('Dropped'),
    drop: t('Drop'),
    dropItem: t('Drop {0}'),
    restore: t('Restore'),
    restoreItem: t('Restore {0}'),
    discard: t('Discard...'),
    cancel: t('Cancel'),
    seconds: t('{0} s'),
    open: t('Open {0}'),
    met: t('met'),
    notMet: t('not met'),
  } as const;
}

export type ReviewStrings = Readonly<Record<keyof ReturnType<typeof reviewStrings>, string>>;
