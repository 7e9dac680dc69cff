import { t } from '@vscode/l10n';

/** The fixed texts of the page; `{0}` are filled in there. */
export function balanceStrings() {
  return {
    title: t('Balance'),
    none: t('There are no posts yet'),
    noneAdvice: t('Once there are several, this page shows what they have in common and what they lack.'),
    newPost: t('New Post...'),
    message: t('Special message'),
    messageHint: t('Such as “5 posts: 1 video, at least 2 on craft”. Left empty, each batch is held against the message of its own plan.'),
    check: t('Count'),
    clear: t('Clear'),
    showAll: t('Show All Posts'),
    open: t('Open {0}'),
    openFact: t('Go to fact {0} in {1}'),
    copyMarkdown: t('Copy as Markdown'),
    copyCsv: t('Copy as CSV'),
    notHere: t('Nothing to look at'),
  } as const;
}

export type BalanceStrings = Readonly<Record<keyof ReturnType<typeof balanceStrings>, string>>;
