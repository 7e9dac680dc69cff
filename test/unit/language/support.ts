import { completePost, completeStudio } from '../../../src/language/completion.js';
import type { Suggestion } from '../../../src/language/suggestion.js';
import type { WorkspaceWords } from '../../../src/language/words.js';
import { parseStudio } from '../../../src/studio/studio.js';

export const studio = parseStudio(`pillars:
  ai-products: { name: AI products, framing: "Product decisions, not announcements." }
  "small: shops": { name: Small shops }
platforms:
  mastodon: { max: 400, hashtags: { min: 1, max: 3 } }
hashtags: [ai, Bread, product]
`).studio;

export const words: WorkspaceWords = {
  studio,
  clusters: () => Promise.resolve([{
    name: 'oven.cluster.md',
    title: 'The oven',
    urls: ['https://example.org/oven'],
    facts: [{ id: 'f1', text: 'The oven holds 180 degrees for 9 hours.' }, { id: undefined, text: 'Nobody lit it.' }],
  }]),
  media: () => Promise.resolve(['media/a_hero.png', 'media/b_video.mp4']),
  tags: () => Promise.resolve(['AI', 'harvest']),
};

/** `|` marks the cursor. */
export function cut(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.lastIndexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export async function suggest(marked: string, inFrontMatter = true): Promise<readonly Suggestion[]> {
  const { text, offset } = cut(inFrontMatter ? `---\n${marked}\n---\nBody.\n` : marked);
  return completePost(text, offset, words);
}

export async function labels(marked: string): Promise<readonly string[]> {
  return (await suggest(marked)).map(({ label }) => label);
}

/** The text after the suggestion of that label is accepted, `|` where the cursor is then. */
export async function accept(marked: string, label: string): Promise<string> {
  const { text, offset } = cut(`---\n${marked}\n---\nBody.\n`);
  const found = (await completePost(text, offset, words)).find((suggestion) => suggestion.label === label);
  if (!found) throw new Error(`No suggestion ${label}`);
  const after = `${text.slice(0, found.replace.start)}${found.insert}|${text.slice(found.replace.end)}`;
  return after.slice(4, -'\n---\nBody.\n'.length);
}

export async function studioLabels(marked: string): Promise<readonly string[]> {
  const { text, offset } = cut(marked);
  return (await completeStudio(text, offset, words)).map(({ label }) => label);
}
