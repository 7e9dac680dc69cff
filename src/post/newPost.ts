import type { ContentFormat } from '../common/terms.js';
import { editPost } from './edit.js';
import type { PostEdit } from './edit.js';

export interface NewPost {
  readonly id: string;
  readonly title: string;
  readonly contentFormat: ContentFormat;
  readonly pillar?: string | undefined;
  readonly brief?: string | undefined;
}

const emptyBrief = ['plan:', '  brief: >-', '    ', ''].join('\n');

/** A post with its plan ready to fill in: without a brief, an empty block waits for one. */
export function newPostText({ id, title, contentFormat, pillar, brief }: NewPost): string {
  const hasBrief = brief !== undefined && brief.trim() !== '';
  const edits: PostEdit[] = [
    { type: 'set', path: ['id'], value: id },
    { type: 'set', path: ['title'], value: oneLine(title) },
    ...(pillar === undefined ? [] : [{ type: 'set', path: ['pillar'], value: pillar } as const]),
    { type: 'set', path: ['content_format'], value: contentFormat },
    ...(hasBrief ? [{ type: 'set', path: ['plan', 'brief'], value: brief.trim() } as const] : []),
  ];
  const result = editPost('', edits);
  // Only a bug gets here: every text can be written as YAML.
  if (!result.ok) throw new Error(result.problem.message);
  return hasBrief ? result.text : result.text.replace(/---\n$/, () => `${emptyBrief}---\n`);
}

function oneLine(title: string): string {
  return title.replace(/\s+/gu, ' ').trim();
}

const maxNameLength = 60;
const reservedName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/;

/** A file name that every system takes, made of the title's letters and digits in any script: `why-it-shipped.post.md`. */
export function postFileName(title: string): string {
  const words = title.normalize('NFC').toLowerCase().replace(/['’]/g, '').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  const slug = Array.from(words.replace(/^-/, '')).slice(0, maxNameLength).join('').replace(/-$/, '');
  if (slug === '') return 'post.post.md';
  return `${reservedName.test(slug) ? `${slug}-post` : slug}.post.md`;
}
