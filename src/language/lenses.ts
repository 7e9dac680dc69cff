import { t } from '@vscode/l10n';
import { addCost, noCost } from '../common/money.js';
import type { Price } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import type { Span } from '../common/text.js';
import { formatPrice, formatTotal, stepLabel } from '../cost/format.js';
import type { StepState } from '../pipeline/freshness.js';
import { actionLabel, runningLabel, stateLabel } from '../pipeline/stepWords.js';
import type { Post } from '../post/post.js';

/** One step of a post, or the caption of one platform, as it stands. */
export interface StepStatus {
  readonly step: StepId;
  readonly platform: string | undefined;
  readonly state: StepState;
  readonly price: Price;
  /** Who would answer. */
  readonly provider: string | undefined;
  readonly blocker: string | undefined;
  /** No provider is set up for it, so a run of what is due leaves it out. */
  readonly isLeftOut?: boolean | undefined;
  readonly isRunning: boolean;
}

export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly tooltip: string | undefined;
  /** `undefined` for a line that only says something. */
  readonly action: LensAction | undefined;
}

export type LensAction =
  | { readonly type: 'run'; readonly step: StepId; readonly platform: string | undefined }
  /** Asks from which step on, with prices. */
  | { readonly type: 'redo' }
  | { readonly type: 'runDue' }
  | { readonly type: 'cancel' };

/** Above each part of a post: its state, and what can be done about it at which price. */
export function lensesOf(post: Post, statuses: readonly StepStatus[]): readonly Lens[] {
  if (post.frontMatter === undefined) return [];
  return [...planLenses(post, statuses), ...statuses.flatMap((status) => stepLens(post, status))];
}

function planLenses(post: Post, statuses: readonly StepStatus[]): readonly Lens[] {
  const span = post.spans.get('plan')?.key;
  if (!span) return [];
  if (post.plan.brief === undefined || post.plan.brief.trim() === '') return [{ span, title: t('To do: write the brief'), tooltip: t('The brief says what the piece argues, with its facts.'), action: undefined }];
  const due = statuses.filter(({ state, platform, isLeftOut }) => platform === undefined && isLeftOut !== true && (state === 'missing' || state === 'stale'));
  if (due.length === 0) return [{ span, title: t('Everything is up to date'), tooltip: undefined, action: undefined }];
  const total = formatTotal(due.reduce((sum, { price }) => addCost(sum, price.cost), noCost));
  const isEstimate = due.some(({ price }) => price.basis === 'estimated');
  return [{
    span,
    title: t('Run what is due — {0}', isEstimate ? t('about {0}', total) : total),
    tooltip: due.map(({ step, state }) => t('{0} · {1}', actionLabel(step, state), stateLabel(state))).join('\n'),
    action: { type: 'runDue' },
  }];
}

function stepLens(post: Post, status: StepStatus): readonly Lens[] {
  const { step, platform, state, price, provider, blocker, isRunning } = status;
  const span = placeOf(post, step, platform);
  if (!span) return [];
  if (isRunning) return [{ span, title: t('{0}… Cancel', runningLabel(step)), tooltip: provider, action: { type: 'cancel' } }];
  // A step with nothing to show and nothing to work from would only be noise.
  if ((blocker !== undefined || !post.isEditable) && state === 'missing' && !hasOwnPlace(post, step, platform)) return [];
  const action = t('{0} — {1}', actionLabel(step, state), formatPrice(price));
  const line = state === 'missing' ? action : t('{0} · {1}', action, stateLabel(state));
  // It shares its line with the hero image.
  const title = step === 'alt_text' && state !== 'missing' ? t('{0}: {1}', stepLabel(step), line) : line;
  const run: Lens = { span, title, tooltip: blocker ?? provider, action: { type: 'run', step, platform } };
  // Everything else is made from the body, so there it is worth a place.
  if (step !== 'draft' || state === 'missing' || blocker !== undefined) return [run];
  return [run, { span, title: t('Redo from here...'), tooltip: t('Makes a step again with all that depends on it, at the price that is shown first.'), action: { type: 'redo' } }];
}

function keyOf(step: StepId, platform: string | undefined): string | undefined {
  switch (step) {
    case 'caption': return platform === undefined ? 'caption' : `captions.${platform}`;
    case 'hero_image': return 'hero';
    case 'alt_text': return 'hero';
    case 'video': return 'video';
    case 'draft':
    case 'plan': return undefined;
  }
}

/** While the front matter cannot be read, a key that seems to be missing may be there. */
function hasOwnPlace(post: Post, step: StepId, platform: string | undefined): boolean {
  const key = keyOf(step, platform);
  return step === 'draft' || (key !== undefined && post.spans.has(key));
}

function placeOf(post: Post, step: StepId, platform: string | undefined): Span | undefined {
  const key = keyOf(step, platform);
  if (step === 'draft') return firstBodyLine(post) ?? fence(post);
  if (key === undefined) return undefined;
  return post.spans.get(key)?.key ?? (platform === undefined ? fence(post) : undefined);
}

function firstBodyLine({ body }: Post): Span | undefined {
  const found = /\S/.exec(body.text);
  if (!found) return undefined;
  const start = body.span.start + found.index;
  return { start, end: start + 1 };
}

/** The line that ends the front matter: what is missing above it is offered there. */
function fence({ frontMatter }: Post): Span | undefined {
  return frontMatter && { start: frontMatter.end, end: frontMatter.end };
}
