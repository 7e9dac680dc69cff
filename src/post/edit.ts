import { t } from '@vscode/l10n';
import { applyEdits } from '../common/text.js';
import type { TextEdit } from '../common/text.js';
import { change, expand, isAsWanted } from './change.js';
import type { Change, ChangeResult } from './change.js';
import { findFences } from './fences.js';
import type { Fences, LineBreak } from './fences.js';
import { readFrontMatter } from './frontMatter.js';
import { composeEdits } from './pieces.js';
import type { ChatReference, Problem, Receipt } from './post.js';
import { problem, wrongType } from './problems.js';
import { chatReferenceMembers, receiptMembers } from './receipts.js';
import { lineText } from './valueText.js';
import type { EditValue } from './valueText.js';
import type { MapNode } from './yamlTree.js';

export type { EditMap, EditValue } from './valueText.js';

export type PostEdit =
  /** `path` names keys from the top: `['hero', 'alt']`. With `dropComment`, the comment behind the old value goes too. */
  | { readonly type: 'set'; readonly path: readonly string[]; readonly value: EditValue; readonly dropComment?: boolean }
  | { readonly type: 'remove'; readonly path: readonly string[] }
  /** `\n` becomes the file's own line break. */
  | { readonly type: 'body'; readonly text: string }
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  | { readonly type: 'chatReference'; readonly reference: ChatReference };

export type EditResult =
  /** `edits` are minimal, do not overlap and count from the original text; none when nothing changes. */
  | { readonly ok: true; readonly text: string; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Changes a post so that only the keys that change get new text. Every step is read back: where the result would not be
 * exactly what was asked, or anything else would read differently, nothing is changed and a problem says why. A value
 * that an alias elsewhere stands for is not changed either, since the other key would change with it.
 */
export function editPost(text: string, edits: readonly PostEdit[]): EditResult {
  let state = readState(text);
  const rounds: (readonly TextEdit[])[] = [];
  for (const edit of edits) {
    const changed = edit.type === 'body' ? changeBody(state, edit.text) : changeKeys(state, toChange(edit));
    if (!changed.ok) return changed;
    rounds.push(...changed.rounds);
    state = changed.state;
  }
  return { ok: true, text: state.text, edits: composeEdits(text, rounds) };
}

interface State {
  readonly text: string;
  readonly fences: Fences;
  readonly root: MapNode | undefined;
  /** Why the front matter must stay as it is. */
  readonly obstacle: Problem | undefined;
}

type Step = { readonly ok: true; readonly state: State; readonly rounds: readonly (readonly TextEdit[])[] } | Extract<EditResult, { ok: false }>;

function readState(text: string): State {
  const fences = findFences(text);
  const { root, errors, isTooLarge } = readFrontMatter(text, fences);
  const start = { start: fences.start, end: fences.start };
  const refuse = (message: string, span = start): Problem => problem('not-editable', 'error', span, message);
  const obstacle = text.includes('\0') ? refuse(t('Could not change the post: the file holds binary data.'))
    : fences.state === 'unclosed' ? refuse(t('Could not change the post: its front matter has no end. Add a line "---" after the last key.'))
    : isTooLarge ? refuse(t('Could not change the post: its front matter is too large.'))
    : errors[0] ? refuse(t('Could not change the post: its front matter is not valid YAML. Correct the marked lines first.'), errors[0].span)
    : root && root.kind !== 'map' ? refuse(t('Could not change the post: its front matter does not hold keys and values.'), root.span)
    : undefined;
  return { text, fences, root: root?.kind === 'map' ? root : undefined, obstacle };
}

function toChange(edit: Exclude<PostEdit, { type: 'body' }>): Change {
  switch (edit.type) {
    case 'set': return { ...edit, dropComment: edit.dropComment === true };
    case 'remove': return edit;
    case 'receipt': return { type: 'append', key: 'pipeline', item: lineText(receiptMembers(edit.receipt)) };
    case 'chatReference': return { type: 'append', key: 'chat_references', item: lineText(chatReferenceMembers(edit.reference)) };
  }
}

function changeBody(state: State, body: string): Step {
  const { text, fences, obstacle } = state;
  // Broken front matter between fences is no danger to the body.
  if (obstacle && (fences.state !== 'closed' || text.includes('\0'))) return { ok: false, problem: obstacle };
  const wanted = withLineBreak(body, fences.lineBreak);
  const { start, end } = fences.body;
  if (text.slice(start) === body || text.slice(start) === wanted) return { ok: true, state, rounds: [] };
  const isFenceOpen = fences.state === 'closed' && wanted !== '' && !/[\r\n]$/.test(text.slice(0, start));
  const written = fences.state === 'none' && findFences(wanted).state !== 'none' ? emptyFences(fences.lineBreak) + wanted : wanted;
  const edits = [{ span: { start, end }, text: (isFenceOpen ? fences.lineBreak : '') + written }];
  const after = applyEdits(text, edits);
  const afterFences = findFences(after);
  if (after.slice(afterFences.body.start) !== wanted) return unexpected(state);
  const isSameFrontMatter = afterFences.yaml.end === fences.yaml.end && afterFences.state === fences.state;
  return { ok: true, state: isSameFrontMatter ? { ...state, text: after, fences: afterFences } : readState(after), rounds: [edits] };
}

function changeKeys(state: State, wanted: Change): Step {
  if (state.obstacle) return { ok: false, problem: state.obstacle };
  if (wanted.type !== 'append' && (wanted.path.length === 0 || !isWritable(wanted))) return unexpected(state);
  const rounds: (readonly TextEdit[])[] = [];
  let current = state;
  // A key given more than once is removed wherever it stands.
  const repeats = wanted.type === 'remove' ? 100 : 1;
  for (let turn = 0; turn < repeats; turn++) {
    const before = current;
    for (const one of expand(current.root, wanted)) {
      const step = changeOnce(current, one);
      if (!step.ok) return step;
      rounds.push(...step.rounds);
      current = step.state;
    }
    if (current === before) break;
  }
  return { ok: true, state: current, rounds };
}

function changeOnce(state: State, wanted: Change): Step {
  const { text, fences, root } = state;
  const source = { text, yaml: fences.yaml, lineBreak: fences.lineBreak };
  const changed = change(source, root, wanted);
  if (!changed.ok) return { ok: false, problem: refusal(state, wanted, changed) };
  if (changed.edits.length === 0) return { ok: true, state, rounds: [] };
  const edits = fences.state === 'none' ? changed.edits.map((edit) => withFences(edit, fences.lineBreak)) : changed.edits;
  const next = readState(applyEdits(text, edits));
  const isBodySame = next.text.slice(next.fences.body.start) === text.slice(fences.body.start);
  if (next.obstacle || !isBodySame || !isAsWanted(root, next.root, wanted)) return unexpected(state);
  return { ok: true, state: next, rounds: [edits] };
}

/** NaN and infinities have no text that every YAML reader takes for a number. */
function isWritable(wanted: Change): boolean {
  return wanted.type !== 'set' || isFiniteValue(wanted.value, 0);
}

const maxValueDepth = 32;

function isFiniteValue(value: EditValue | undefined, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return true;
  return depth < maxValueDepth && Object.values(value).every((member: EditValue | undefined) => isFiniteValue(member, depth + 1));
}

function withLineBreak(text: string, lineBreak: LineBreak): string {
  return lineBreak === '\n' || text.includes('\r') ? text : text.replaceAll('\n', lineBreak);
}

function withFences({ span, text }: TextEdit, lineBreak: LineBreak): TextEdit {
  return { span, text: `---${lineBreak}${text}---${lineBreak}` };
}

function emptyFences(lineBreak: LineBreak): string {
  return `---${lineBreak}---${lineBreak}`;
}

function refusal({ fences }: State, wanted: Change, { reason, at }: Extract<ChangeResult, { ok: false }>): Problem {
  const key = wanted.type === 'append' ? wanted.key : wanted.path.join('.');
  const span = at?.span ?? { start: fences.start, end: fences.start };
  switch (reason) {
    case 'shared':
      return problem('shared-value', 'error', span, t('Could not change "{0}": another key shares this value through an alias. Write the value out first.', key));
    case 'not-a-map':
      return wrongType(span, key, 'map');
    case 'not-a-list':
      return wrongType(span, key, 'list');
    case 'layout':
      return problem('unexpected-layout', 'error', span, t('Could not change "{0}": it is written in a way that Galley cannot keep. Change it by hand.', key));
  }
}

function unexpected({ fences }: State): Extract<EditResult, { ok: false }> {
  const span = { start: fences.start, end: fences.start };
  return { ok: false, problem: problem('unexpected-layout', 'error', span, t('Could not change the post without changing other text. Change it by hand.')) };
}
