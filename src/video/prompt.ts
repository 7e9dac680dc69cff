import { openingOf, shotsOf } from './script.js';

export interface ClipBrief {
  readonly title: string | undefined;
  readonly pillar: string | undefined;
  readonly style: string | undefined;
  readonly colors: readonly string[];
  readonly script: string;
}

/** A clip of a few seconds shows no more, and models cut or refuse long prompts. */
const longestShots = 800;
const longestOpening = 600;

/** What a video model is asked to film when nobody wrote a prompt: the script's shots, else what it tells first. */
export function clipPrompt({ title, pillar, style, colors, script }: ClipBrief): string {
  return [
    title?.trim() ? `Short clip for a piece titled "${title.trim()}".` : 'Short clip for a post.',
    ...(pillar ? [`Subject area: ${pillar}.`] : []),
    ...(style ? [`Style: ${style}.`] : []),
    ...(colors.length > 0 ? [`Colours: ${colors.join(', ')}.`] : []),
    ...content(script),
    'No text, captions, letters or logos in the picture.',
  ].join(' ');
}

function content(script: string): readonly string[] {
  const shots: string[] = [];
  let length = 0;
  for (const shot of shotsOf(script)) {
    length += shot.length + 2;
    if (length > longestShots) break;
    shots.push(shot);
  }
  if (shots.length > 0) return [`Shots, in order: ${shots.join('; ')}.`];
  const opening = openingOf(script, longestOpening);
  return opening === '' ? [] : [`What it tells: ${opening}`];
}
