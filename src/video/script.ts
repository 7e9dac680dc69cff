import { readBody } from '../pipeline/reading.js';
import type { Post } from '../post/post.js';

/** What the video tells: its own script, else the body. Empty when there is neither. */
export function scriptOf(post: Post): string {
  return post.video.script?.trim() || readBody(post).trim();
}

/** Square brackets in prose, but no links, pictures, footnotes or check boxes. */
const shotPattern = /(?<!!)\[([^[\]^][^[\]]{6,300})\](?![([:])/g;

/** The shots that a script names in brackets, in order. */
export function shotsOf(script: string): readonly string[] {
  return [...script.matchAll(shotPattern)].map(([, text = '']) => oneLine(text)).filter((text) => text !== '');
}

/** The first paragraphs of a script as plain sentences, at most `longest` characters, cut where a sentence ends. */
export function openingOf(script: string, longest: number): string {
  const plain = oneLine(
    script
      .slice(0, 8 * longest)
      .replace(shotPattern, ' ')
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

/** A clip of a few seconds shows no more, and models cut or refuse long prompts. */
const longestShots = 800;
const longestOpening = 600;

/** What a clip can show of a script: its shots, else what it tells first. */
export function clipContent(script: string): { readonly shots: string | undefined; readonly opening: string | undefined } {
  const shots: string[] = [];
  let length = 0;
  for (const shot of shotsOf(script)) {
    length += shot.length + 2;
    if (length > longestShots) break;
    shots.push(shot);
  }
  return shots.length > 0 ? { shots: shots.join('; '), opening: undefined } : { shots: undefined, opening: openingOf(script, longestOpening) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
