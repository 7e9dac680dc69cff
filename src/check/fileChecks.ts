import { t } from '@vscode/l10n';
import { receiptStatuses, stepIds } from '../common/terms.js';
import type { Span } from '../common/text.js';
import { checkArtifactPath } from '../post/artifactPath.js';
import type { Post } from '../post/post.js';
import type { Studio } from '../studio/studio.js';
import { aspectOf, hasAspect, type Picture } from './aspect.js';
import { found, type CheckProblem } from './codes.js';

/** Files beside one post. Paths are relative to its folder and already known to stay inside the workspace. */
export interface Files {
  /** `unknown` when it could not be told: nothing is reported then. */
  stat(path: string): Promise<'file' | 'missing' | 'unknown'>;
  /** Read from the start of the file; `undefined` when it cannot be told. */
  picture(path: string): Promise<Picture | undefined>;
}

/** A path in the post that can be looked up, and what is wrong with those that cannot. Needs no disk. */
export interface Artifact {
  readonly kind: 'hero' | 'video' | 'receipt';
  /** Normalised, with `/`. */
  readonly path: string;
  readonly span: Span;
}

const mostArtifacts = 200;

/** `postDepth`: how many folders the post lies below its workspace folder. */
export function artifactsOf(post: Post, postDepth: number): { readonly artifacts: readonly Artifact[]; readonly problems: readonly CheckProblem[] } {
  const artifacts = new Map<string, Artifact>();
  const problems: CheckProblem[] = [];
  for (const { kind, written, span } of writtenPaths(post).slice(0, mostArtifacts)) {
    const path = checkArtifactPath(written, postDepth);
    if (!path.ok) problems.push(...pathProblem(kind, path.reason, span));
    // One file, one problem: the hero comes before the receipt that made it.
    else if (!artifacts.has(path.segments.join('/'))) artifacts.set(path.segments.join('/'), { kind, path: path.segments.join('/'), span });
  }
  return { artifacts: [...artifacts.values()], problems };
}

/** What looking at the disk tells about a post's artifacts. */
export async function fileProblems(post: Post, studio: Studio, artifacts: readonly Artifact[], files: Files): Promise<readonly CheckProblem[]> {
  const perArtifact = await Promise.all(artifacts.map(async (artifact) => {
    const state = await files.stat(artifact.path);
    if (state === 'missing') return [missing(artifact)];
    return state === 'file' && artifact.kind === 'hero' ? aspectProblems(post, studio, artifact, files) : [];
  }));
  return perArtifact.flat();
}

async function aspectProblems(post: Post, studio: Studio, { path, span }: Artifact, files: Files): Promise<CheckProblem[]> {
  const wanted = post.hero.aspectRatio ?? studio.hero.aspectRatio;
  if (wanted === undefined) return [];
  const picture = await files.picture(path);
  if (!picture || hasAspect(picture, wanted) !== false) return [];
  const message = t('The hero image is {0} × {1}, which is {2} and not {3}.', picture.width, picture.height, aspectOf(picture), wanted);
  return [{ ...found('hero-wrong-aspect', 'warning', post.spans.get('hero.aspect_ratio')?.value ?? span, message), suggestion: aspectOf(picture) }];
}

function missing({ kind, path, span }: Artifact): CheckProblem {
  switch (kind) {
    case 'hero': return found('hero-missing', 'error', span, t('The hero image {0} does not exist.', path));
    case 'video': return found('video-missing', 'error', span, t('The video {0} does not exist.', path));
    case 'receipt': return found('artifact-missing', 'information', span, t('{0}, which this receipt is for, does not exist any more.', path));
  }
}

type Reason = Extract<ReturnType<typeof checkArtifactPath>, { ok: false }>['reason'];

function pathProblem(kind: Artifact['kind'], reason: Reason, span: Span): CheckProblem[] {
  switch (reason) {
    case 'empty':
      return [];
    case 'character':
    case 'reserved':
      return [found('unportable-path', 'warning', span, t('Not every system can have a file of this name, so Galley does not read it. Rename the file.'))];
    case 'outside':
      return [kind === 'hero'
        ? found('hero-outside', 'warning', span, t('The hero image should lie inside the workspace folder. Write its path relative to the post, with "/".'))
        : outside(span)];
    case 'absolute':
    case 'drive':
    case 'scheme':
    case 'backslash':
      // The parser says so for the hero.
      return kind === 'hero' ? [] : [outside(span)];
  }
}

function outside(span: Span): CheckProblem {
  return found('artifact-outside', 'warning', span, t('This file should lie inside the workspace folder. Write its path relative to the post, with "/".'));
}

interface WrittenPath {
  readonly kind: Artifact['kind'];
  readonly written: string;
  readonly span: Span;
}

function writtenPaths(post: Post): readonly WrittenPath[] {
  const { spans, hero, video } = post;
  const top: (WrittenPath | undefined)[] = [
    pathOf('hero', hero.image, spans.get('hero.image')?.value),
    pathOf('video', video.file, spans.get('video.file')?.value),
  ];
  const places = receiptPlaces(post);
  const receipts = post.pipeline.map(({ artifact, status }, index) =>
    status === 'done' ? pathOf('receipt', artifact, places[index] ?? spans.get('pipeline')?.key) : undefined);
  // The newest first: they count when there are too many.
  return [...top, ...receipts.reverse()].filter((path) => path !== undefined);
}

function pathOf(kind: Artifact['kind'], written: string | undefined, span: Span | undefined): WrittenPath | undefined {
  return written === undefined || written.trim() === '' || !span ? undefined : { kind, written, span };
}

/** The artifact's place of every receipt that could be read; `undefined` entries where that cannot be told. */
function receiptPlaces({ text, spans, pipeline }: Post): readonly (Span | undefined)[] {
  const wellFormed: number[] = [];
  const word = (path: string): string => {
    const span = spans.get(path)?.value;
    return span ? text.slice(span.start, span.end).replace(/^["']|["']$/g, '') : '';
  };
  for (let item = 0; spans.has(`pipeline.${item}`); item++) {
    const step = word(`pipeline.${item}.step`);
    const status = word(`pipeline.${item}.status`);
    if (stepIds.some((known) => known === step) && receiptStatuses.some((known) => known === status)) wellFormed.push(item);
  }
  if (wellFormed.length !== pipeline.length) return [];
  return wellFormed.map((item) => spans.get(`pipeline.${item}.artifact`)?.value);
}
