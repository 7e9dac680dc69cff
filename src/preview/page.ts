import { t } from '@vscode/l10n';
import { addCost, noCost } from '../common/money.js';
import { basisLabel, formatCost, formatTotal, stepLabel } from '../cost/format.js';
import type { Channel, ReceiptStatus } from '../common/terms.js';
import type { Post, Receipt } from '../post/post.js';
import { cutBody, longestBody } from './bodyText.js';
import type { BodyState, CaptionState, HeroState, MediaBase, PageState, ReceiptRow, VideoState } from './protocol.js';
import type { PostDetails } from './view.js';

export interface PageInput {
  readonly post: Post;
  readonly uri: string;
  readonly fileName: string;
  readonly hero: HeroState;
  readonly video?: VideoState | undefined;
  readonly details: PostDetails;
}

/** Everything of a post that is shown beside its body. */
export function pageState({ post, uri, fileName, hero, video, details }: PageInput): PageState {
  const offset = (path: string): number | undefined => post.spans.get(path)?.key.start;
  const total = post.pipeline.reduce((sum, { cost }) => addCost(sum, cost), noCost);
  return {
    uri,
    fileName,
    title: post.title,
    tags: [details.pillar ?? post.pillar, formatLabel(post)].filter((tag) => tag !== undefined),
    hero,
    video,
    captions: captions(post, details, offset),
    plan: {
      brief: post.plan.brief,
      rationale: post.plan.rationale,
      specialMessage: post.plan.specialMessage,
      sources: post.plan.sources.map(({ url, cluster }) => url ?? cluster).filter((source) => source !== undefined),
    },
    receipts: post.pipeline.map(receiptRow).reverse(),
    total: formatTotal(total),
    problems: post.problems.map(({ severity, message, span }) => ({ severity, message, offset: span.start })),
    offsets: {
      title: offset('title'),
      body: post.body.span.start,
      caption: offset('caption') ?? offset('captions'),
      plan: offset('plan'),
      hero: offset('hero'),
      video: offset('video'),
      pipeline: offset('pipeline'),
    },
  };
}

/** The body as the page renders it. */
export function bodyState(post: Post, uri: string, media: MediaBase | undefined): BodyState {
  const { text, isCut } = cutBody(post.body.text);
  const note = isCut
    ? t('The preview ends here: it shows the first {0} of {1} characters.', longestBody.toLocaleString('en-US'), post.body.text.length.toLocaleString('en-US'))
    : undefined;
  return { uri, text, note, firstLine: lineOf(post.text, post.body.span.start), media };
}

/** Width and height of `16:9`; `undefined` for anything else. */
export function ratioOf(aspectRatio: string | undefined): { readonly width: number; readonly height: number } | undefined {
  const [, width, height] = /^(\d{1,5}):(\d{1,5})$/.exec(aspectRatio ?? '') ?? [];
  const ratio = { width: Number(width), height: Number(height) };
  return ratio.width > 0 && ratio.height > 0 ? ratio : undefined;
}

function captions(post: Post, details: PostDetails, offset: (path: string) => number | undefined): CaptionState[] {
  const variants = Object.entries(post.captions).map(([platform, text]) => ({
    platform,
    label: details.platformLabel(platform),
    text,
    meters: details.meters(text, platform),
    offset: offset(`captions.${platform}`),
  }));
  if (post.caption === undefined || post.caption.trim() === '') return variants;
  const meters = details.meters(post.caption, undefined);
  return [{ platform: undefined, label: t('Every platform'), text: post.caption, meters, offset: offset('caption') }, ...variants];
}

function formatLabel({ contentFormat }: Post): string | undefined {
  switch (contentFormat) {
    case 'hero_text':
      return t('Hero and text');
    case 'video':
      return t('Video');
    case undefined:
      return undefined;
  }
}

function receiptRow(receipt: Receipt): ReceiptRow {
  const step = stepLabel(receipt.step);
  return {
    step: receipt.platform === undefined ? step : t('{0} for {1}', step, receipt.platform),
    status: receipt.status,
    statusLabel: statusLabel(receipt.status),
    provider: receipt.provider ?? '',
    model: receipt.model ?? '',
    artifact: receipt.artifact,
    cost: formatCost(receipt.cost),
    basis: basisLabel(receipt.costBasis),
    channel: channelLabel(receipt.channel),
    duration: receipt.seconds === undefined ? undefined : t('{0} s', receipt.seconds.toFixed(1)),
    at: receipt.at,
    error: receipt.error,
    prompt: receipt.inputs === undefined || receipt.channel === 'builtin' ? undefined : { step: receipt.step, platform: receipt.platform, at: receipt.at },
  };
}

function statusLabel(status: ReceiptStatus): string {
  switch (status) {
    case 'done':
      return t('Done');
    case 'failed':
      return t('Failed');
    case 'canceled':
      return t('Canceled');
  }
}

function channelLabel(channel: Channel | undefined): string | undefined {
  switch (channel) {
    case 'local':
      return t('local server');
    case 'api':
    case 'builtin':
    case undefined:
      // The provider's name says as much.
      return undefined;
  }
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
