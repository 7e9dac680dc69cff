import { textTokens } from '../models/openai/tokens.js';
import type { Post } from '../post/post.js';
import type { PromptStep } from './variables.js';

/** What steps may show of one approved post. */
export interface Example {
  /** Below the workspace folder. */
  readonly path: string;
  readonly title: string | undefined;
  readonly brief: string | undefined;
  readonly body: string;
  readonly caption: string | undefined;
  readonly captions: Readonly<Record<string, string>>;
  readonly alt: string | undefined;
  readonly picturePrompt: string | undefined;
  readonly clipPrompt: string | undefined;
}

export function exampleOf(path: string, post: Post): Example {
  const { title, plan, caption, captions, hero, video } = post;
  // The tail of a long body is never shown, so it need not be kept either.
  const body = post.body.text.slice(0, longestBody);
  return { path, title, brief: plan.brief, body, caption, captions, alt: hero.alt, picturePrompt: hero.prompt, clipPrompt: video.prompt };
}

const longestBody = 20_000;

export interface ExampleBudget {
  /** Of all passages together. */
  readonly tokens: number;
  readonly perExample: number;
  readonly count: number;
}

/** How much of the examples a step shows: each run pays for it again. */
const budgets: Readonly<Record<PromptStep, ExampleBudget>> = {
  plan: { tokens: 500, perExample: 150, count: 4 },
  draft: { tokens: 1500, perExample: 600, count: 3 },
  caption: { tokens: 600, perExample: 250, count: 5 },
  alt_text: { tokens: 200, perExample: 60, count: 5 },
  hero_image: { tokens: 200, perExample: 100, count: 3 },
  video: { tokens: 200, perExample: 100, count: 3 },
};

export function exampleBudget(step: PromptStep): ExampleBudget {
  return budgets[step];
}

/** Examples are read until every step has enough of them. */
export const mostExamples = 8;

export interface ShownExamples {
  /** Ready for the prompt; `undefined` when there is nothing to show. */
  readonly text: string | undefined;
  readonly paths: readonly string[];
}

/** The passages that a step shows, in the order of the examples, within the step's budget. */
export function showExamples(step: PromptStep, examples: readonly Example[], platform?: string): ShownExamples {
  const { tokens, perExample, count } = budgets[step];
  const shown: { readonly path: string; readonly text: string }[] = [];
  let left = tokens;
  for (const example of examples) {
    if (shown.length === count || left <= 0) break;
    const passage = wholeParagraphs(passageOf(step, example, platform), Math.min(perExample, left));
    if (passage === '') continue;
    const text = fenced((step === 'draft' || step === 'plan') && example.title?.trim() ? `${example.title.trim()}\n\n${passage}` : passage);
    shown.push({ path: example.path, text });
    left -= textTokens(text);
  }
  return { text: shown.length === 0 ? undefined : shown.map(({ text }) => text).join('\n\n'), paths: shown.map(({ path }) => path) };
}

function passageOf(step: PromptStep, example: Example, platform: string | undefined): string {
  switch (step) {
    case 'plan': return example.brief ?? '';
    case 'draft': return example.body;
    case 'caption': {
      const own = platform !== undefined && Object.hasOwn(example.captions, platform) ? example.captions[platform] : undefined;
      return own ?? example.caption ?? '';
    }
    case 'alt_text': return example.alt ?? '';
    case 'hero_image': return example.picturePrompt ?? '';
    case 'video': return example.clipPrompt ?? '';
  }
}

/** The first paragraphs, as many as fit whole; half a thought is no example of how somebody writes. */
function wholeParagraphs(text: string, tokens: number): string {
  const kept: string[] = [];
  let left = tokens;
  for (const paragraph of text.replace(/\r\n?/g, '\n').trim().split(/\n[ \t]*\n+/)) {
    left -= textTokens(paragraph) + 1;
    if (left < 0) break;
    kept.push(paragraph);
  }
  return kept.join('\n\n').trim();
}

/** Text from files can say anything: between the tags it is a quotation, and it cannot close them itself. */
function fenced(text: string): string {
  return `<example>\n${text.replace(/<(?=\s*\/?\s*example\b)/gi, '‹')}\n</example>`;
}
