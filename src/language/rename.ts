import { t } from '@vscode/l10n';
import { isId } from '../common/id.js';
import type { Span, TextEdit } from '../common/text.js';
import { editPost } from '../post/edit.js';
import { parsePost } from '../post/parse.js';
import type { Post } from '../post/post.js';
import { keyText } from '../post/valueText.js';
import { ownEntry } from '../post/yamlTree.js';
import type { Studio } from '../studio/studio.js';
import { readStudioYaml } from '../studio/studioYaml.js';
import { withoutQuotes } from './links.js';

/** What a person wants to rename. */
export interface RenameTarget {
  readonly kind: 'pillar' | 'id';
  readonly name: string;
  readonly span: Span;
}

export function renameTargetInPost(post: Post, offset: number): RenameTarget | undefined {
  for (const [kind, name] of [['pillar', post.pillar], ['id', post.id]] as const) {
    const value = post.spans.get(kind)?.value;
    if (name !== undefined && value && offset >= value.start && offset <= value.end) return { kind, name, span: withoutQuotes(post.text, value) };
  }
  return undefined;
}

/** A key of `pillars`. */
export function renameTargetInStudio(text: string, offset: number): RenameTarget | undefined {
  const pillars = pillarsOf(text);
  const entry = pillars?.entries.find(({ keySpan }) => offset >= keySpan.start && offset <= keySpan.end);
  return entry?.key === undefined ? undefined : { kind: 'pillar', name: entry.key, span: withoutQuotes(text, entry.keySpan) };
}

function pillarsOf(text: string): Extract<NonNullable<ReturnType<typeof ownEntry>>['value'], { kind: 'map' }> | undefined {
  const { root } = readStudioYaml(text);
  const value = root && ownEntry(root, 'pillars')?.value;
  return value?.kind === 'map' ? value : undefined;
}

/** Why a pillar cannot have this name, as a sentence. */
export function pillarNameProblem(name: string, studio: Studio): string | undefined {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_ -]{0,63}$/u.test(name) || name.endsWith(' '))
    return t('Could not rename the pillar: a key consists of letters, digits, "-" and "_".');
  if (Object.hasOwn(studio.pillars, name)) return t('Could not rename the pillar: galley.yaml has a pillar {0} already. Change the posts one by one to merge the two.', name);
  return undefined;
}

/** Why a post's id stays as it is. Ids never change, unless two posts share one. */
export function idProblem(id: string, isDuplicate: boolean): string | undefined {
  if (!isDuplicate) return t('Could not rename the id: an id never changes, so that whatever points to the post still finds it.');
  return isId(id) ? undefined : t('Could not rename the id: it has to be 12 letters, digits, "-" or "_".');
}

/** The edits that give a post another pillar or id; none when it has another one, or cannot be changed safely. */
export function renameInPost(text: string, { kind, name }: Pick<RenameTarget, 'kind' | 'name'>, to: string): readonly TextEdit[] {
  // Most posts of a workspace are ruled out without being parsed.
  if (!text.includes(name)) return [];
  const post = parsePost(text);
  if (post[kind] !== name) return [];
  const edited = editPost(text, [{ type: 'set', path: [kind], value: to }]);
  return edited.ok ? edited.edits : [];
}

export function renameInStudio(text: string, from: string, to: string): readonly TextEdit[] {
  const pillars = pillarsOf(text);
  return (pillars?.entries ?? []).filter(({ key }) => key === from).map(({ keySpan }) => ({ span: keySpan, text: keyText(to, pillars?.isFlow === true ? 'flow' : 'block') }));
}
