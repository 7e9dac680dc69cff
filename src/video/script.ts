import { readBody } from '../pipeline/reading.js';
import type { Post } from '../post/post.js';

/** What the video tells: its own script, else the body. Empty when there is neither. */
export function scriptOf(post: Post): string {
  return post.video.script?.trim() || readBody(post).trim();
}

/** Square brackets in prose, but no links, pictures, footnotes or check boxes. */
const shot = /(?<!!)\[([^[\]^][^[\]]{6,300})\](?![([:])/g;

/** The shots that a script names in brackets, in order. */
export function shotsOf(script: string): readonly string[] {
  return [...script.matchAll(shot)].map(([, text = '']) => oneLine(text)).filter((text) => text !== '');
}

/** The first paragraphs of a script as plain sentences, at most `longest` characters, cut where a sentence ends. */
export function openingOf(script: string, longest: number): string {
  const plain = oneLine(
    script
      .slice(0, 8 * longest)
      .replace(shot, ' ')
      .replace(/!\[[^\]]{0,500}\]\([^)\s]{0,2000}\)/g, ' ')
      .replace(/\[([^\]]{0,500})\]\([^)\s]{0,2000}\)/g, '$1')
      .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/gm, '')
      .replace(/[*_`]+/g, ''),
  );
  if (plain.length <= longest) return plain;
  const start = plain.slice(0, longest);
  const sentence = Math.max(start.lastIndexOf('. '), start.lastIndexOf('! '), start.lastIndexOf('? '));
  if (sentence > longest / 3) return start.slice(0, sentence + 1);
  const word = start.lastIndexOf(' ');
  return start.slice(0, word > 0 ? word : longest);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
