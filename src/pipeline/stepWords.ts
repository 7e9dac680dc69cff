import { t } from '@vscode/l10n';
import type { StepId } from '../common/terms.js';
import type { StepState } from './freshness.js';

/** The state of a step's result, as the UI names it everywhere. */
export function stateLabel(state: StepState): string {
  switch (state) {
    case 'missing':
      return t('To do');
    case 'fresh':
      return t('Up to date');
    case 'stale':
      return t('Out of date');
    case 'edited':
      return t('Yours');
  }
}

/** What running a step does, as a button says it. An ellipsis: what the author wrote is compared first. */
export function actionLabel(step: StepId, state: StepState): string {
  return state === 'missing' ? makeLabel(step) : againLabel(step, state === 'edited');
}

function makeLabel(step: StepId): string {
  switch (step) {
    case 'plan':
      return t('Plan the post');
    case 'draft':
      return t('Draft the body');
    case 'caption':
      return t('Write the caption');
    case 'hero_image':
      return t('Make the hero image');
    case 'alt_text':
      return t('Write the alt text');
    case 'video':
      return t('Make the video');
  }
}

function againLabel(step: StepId, asks: boolean): string {
  switch (step) {
    case 'plan':
      return asks ? t('Plan again...') : t('Plan again');
    case 'draft':
      return asks ? t('Draft again...') : t('Draft again');
    case 'caption':
    case 'alt_text':
      return asks ? t('Write again...') : t('Write again');
    case 'hero_image':
      return t('Make another');
    case 'video':
      return t('Make again');
  }
}

export function runningLabel(step: StepId): string {
  switch (step) {
    case 'plan':
      return t('Planning');
    case 'draft':
      return t('Drafting the body');
    case 'caption':
      return t('Writing the caption');
    case 'hero_image':
      return t('Making the hero image');
    case 'alt_text':
      return t('Writing the alt text');
    case 'video':
      return t('Making the video');
  }
}
