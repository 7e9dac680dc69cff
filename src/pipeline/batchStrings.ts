import { t } from '@vscode/l10n';

/** The fixed texts of the page. */
export function batchStrings() {
  return { open: t('Open {0}'), post: t('Post'), steps: t('Steps'), cost: t('Cost') } as const;
}

export type BatchStrings = Readonly<Record<keyof ReturnType<typeof batchStrings>, string>>;
