import { t } from '@vscode/l10n';
import type { TextEdit } from '../common/text.js';
import { designNames } from '../cover/designNames.js';
import { spelledOut } from '../pipeline/studioContext.js';
import { editPost } from '../post/edit.js';
import type { Problem } from '../post/post.js';
import { nearestWord } from '../studio/nearestWord.js';

export interface StudioFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly isPreferred: boolean;
  readonly isCertain: boolean;
}

const knownKeys = ['name', 'voice', 'avoid', 'pillars', 'platforms', 'hashtags', 'hero', 'examples', 'framing', 'max', 'min', 'counting', 'style', 'colors', 'aspect_ratio', 'template'];

/** What can be done about a problem of `galley.yaml`. */
export function studioFixesFor({ code, span }: Problem, text: string): readonly StudioFix[] {
  const written = text.slice(span.start, span.end);
  const replace = (title: string, by: string, isPreferred: boolean, isCertain = false): StudioFix => ({ title, edits: [{ span, text: by }], isPreferred, isCertain });
  switch (code) {
    case 'studio-near-key': {
      const meant = nearestWord(written, knownKeys);
      return meant === undefined ? [] : [replace(t('Change to "{0}"', meant), meant, true)];
    }
    case 'studio-comment-trap':
      return [replace(t('Put it in quotes'), `"${written.trimEnd().replace(/["\\]/g, '\\$&')}"`, true, true)];
    case 'unknown-template': {
      const meant = nearestWord(written, designNames);
      return [...designNames].sort((a, b) => Number(b === meant) - Number(a === meant)).map((name) => replace(t('Change to "{0}"', name), name, name === meant));
    }
    default:
      return [];
  }
}

/** The edits that add a pillar to `galley.yaml`; `undefined` when its layout does not allow it. */
export function addPillar(text: string, key: string): readonly TextEdit[] | undefined {
  const lineBreak = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const opening = `---${lineBreak}`;
  const end = text === '' || /[\r\n]$/.test(text) ? '' : lineBreak;
  // The writer of posts knows how to add a key to a file that people wrote; it wants front matter.
  const result = editPost(`${opening}${text}${end}${opening}`, [{ type: 'set', path: ['pillars', key], value: { name: spelledOut(key) } }]);
  if (!result.ok) return undefined;
  const last = text.length;
  return result.edits.map(({ span, text: added }) => {
    const start = Math.min(span.start - opening.length, last);
    const isAtEnd = start === last && end !== '';
    return { span: { start, end: Math.min(span.end - opening.length, last) }, text: isAtEnd ? lineBreak + added : added };
  });
}
