import { addCost, noCost, type MicroUsd, type Total } from '../common/money.js';
import type { ContentFormat, ReceiptStatus, StepId } from '../common/terms.js';
import { parseListed, type ListedPost } from '../post/parse.js';

/** What a list of posts needs of a receipt: a `Receipt` with the rest left out. */
export interface RunSummary {
  readonly step: StepId;
  readonly status: ReceiptStatus;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** `undefined` is unknown, never zero. */
  readonly cost: MicroUsd | undefined;
  readonly at: string | undefined;
}

/** What an index keeps of a post. Texts are on one line: every run of white space is one space. Blank is absent. */
export interface PostSummary {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly pillar: string | undefined;
  readonly contentFormat: ContentFormat | undefined;
  readonly caption: string | undefined;
  /** Path relative to the post, as written; not checked. */
  readonly heroImage: string | undefined;
  readonly hasBody: boolean;
  readonly hasAltText: boolean;
  readonly hasVideo: boolean;
  readonly receipts: readonly RunSummary[];
}

/** Reads what an index needs of the text of a post. */
export function readSummary(text: string): PostSummary {
  return summaryOf(parseListed(text));
}

/** The summary of a post that is parsed already. */
export function summaryOf(post: ListedPost): PostSummary {
  return {
    id: post.id === undefined ? undefined : blankless(post.id),
    title: post.title === undefined ? undefined : blankless(post.title),
    pillar: post.pillar === undefined ? undefined : blankless(post.pillar),
    contentFormat: post.contentFormat,
    caption: post.caption === undefined ? undefined : blankless(post.caption),
    heroImage: post.hero.image === undefined ? undefined : blankless(post.hero.image),
    hasBody: /\S/.test(post.body.text),
    hasAltText: post.hero.alt !== undefined && /\S/.test(post.hero.alt),
    hasVideo: post.video.file !== undefined && /\S/.test(post.video.file),
    receipts: post.pipeline.map(({ step, status, provider, model, cost, at }) => ({ step, status, provider, model, cost, at })),
  };
}

/** The sum of all runs, as far as their cost is known. */
export function totalOf({ receipts }: Pick<PostSummary, 'receipts'>): Total {
  return receipts.reduce((total, { cost }) => addCost(total, cost), noCost);
}

/** White space other than single spaces between words. */
const spaces = /[^\S ]| {2}|^ | $/;

function blankless(text: string): string | undefined {
  const words = spaces.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
  return words === '' ? undefined : words;
}
