import { t } from '@vscode/l10n';
import type { Span } from '../common/text.js';
import { pillarOf } from '../pipeline/studioContext.js';
import type { Post } from '../post/post.js';
import type { Studio } from '../studio/studio.js';
import { Sources } from '../writer/sources.js';
import { unsupported, type Unsupported } from '../writer/unsupported.js';
import { captionTexts } from './captionTexts.js';
import { chunksOf } from './chunks.js';
import { found, type CheckProblem } from './codes.js';

/** Longer texts are checked in their first part: nobody mends more than that at once. */
const longestText = 120_000;
const longestSource = 60_000;
const mostProblems = 40;
const mostKept = 400;

export interface SourceContext {
  readonly post: Post;
  readonly studio: Studio;
  readonly facts: readonly string[];
}

/** Keeps the findings of each piece of text, so that only pieces that change are searched again. */
export class SourceMemo {
  private sources: Sources | undefined;
  private readonly pieces = new Map<string, readonly Unsupported[]>();

  find(text: string, sources: Sources): readonly Unsupported[] {
    if (sources.text !== this.sources?.text) {
      this.pieces.clear();
      this.sources = sources;
    }
    if (this.pieces.size > mostKept) this.pieces.clear();
    const known = this.pieces.get(text);
    if (known) return known;
    const result = unsupported(text, this.sources);
    this.pieces.set(text, result);
    return result;
  }
}

export interface SourceMemos {
  readonly body: SourceMemo;
  readonly captions: SourceMemo;
  /** Captions against the plan alone. */
  readonly plans: SourceMemo;
}

export function sourceMemos(): SourceMemos {
  return { body: new SourceMemo(), captions: new SourceMemo(), plans: new SourceMemo() };
}

/** Figures and names in body and captions that the plan and its facts do not contain. Yields between pieces of work. */
export function* sourceProblems(context: SourceContext, memos: SourceMemos): Generator<undefined, readonly CheckProblem[]> {
  const { post } = context;
  const sources = sourcesOf(context);
  if (!sources) return [];
  const problems: CheckProblem[] = [];
  // A link may hold what the plan does not: Galley does not read links.
  const isPartial = post.plan.sources.some(({ url }) => url !== undefined);
  const body = post.body.text.slice(0, longestText);
  for (const { text, start } of chunksOf(body)) {
    const offset = post.body.span.start + start;
    for (const one of memos.body.find(text, sources)) {
      problems.push(toProblem(one, { start: offset + one.offset, end: offset + one.offset + one.text.length }, isPartial, 'body'));
    }
    yield;
    if (problems.length > mostProblems) break;
  }
  let withBody: Sources | undefined;
  for (const { text, locate } of captionTexts(post)) {
    if (post.body.text.length > longestText) break;
    const own = text.slice(0, longestSource);
    // Mostly the plan has it all, and the body, which is long, need not be read for it.
    if (memos.plans.find(own, sources).length === 0) continue;
    withBody ??= body.trim() === '' ? sources : new Sources([sources.text, body]);
    for (const one of memos.captions.find(own, withBody)) {
      problems.push(toProblem(one, locate(one.offset, one.offset + one.text.length), isPartial, 'caption'));
    }
    yield;
  }
  return problems.slice(0, mostProblems);
}

/** `undefined` when nothing says what the post may claim, or more than can be searched. */
function sourcesOf({ post, studio, facts }: SourceContext): Sources | undefined {
  const { brief = '', rationale = '', specialMessage = '', sources } = post.plan;
  if (brief.trim() === '' && facts.length === 0) return undefined;
  const pillar = pillarOf(post, studio);
  const links = sources.flatMap(({ url }) => url ?? []);
  const all = [post.title ?? '', brief, rationale, specialMessage, ...facts, ...links, studio.name ?? '', pillar?.name ?? '', pillar?.framing ?? ''].filter((text) => text !== '');
  return all.reduce((length, text) => length + text.length, 0) > longestSource ? undefined : new Sources(all);
}

function toProblem({ text, kind }: Unsupported, span: Span, isPartial: boolean, place: 'body' | 'caption'): CheckProblem {
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const message = place === 'body'
    ? t('No source of the post contains "{0}". Check it, or add it to the plan.', shown)
    : t('Neither the body nor a source of the post contains "{0}". Check it, or add it to the plan.', shown);
  return kind === 'figure'
    ? found('unsupported-figure', isPartial ? 'information' : 'warning', span, message)
    : found('unsupported-name', 'information', span, message);
}
