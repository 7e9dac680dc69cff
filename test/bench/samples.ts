import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writePosts } from './posts.js';

/** The `galley.yaml` that benches check posts with. */
export const studioText = `name: Bench
voice: Plain words.
avoid: [unlock, game-changer, revolutionary, leverage, "In today's world", synergy, delve, seamless]
pillars: { ai-products: {}, craft: {}, numbers: {}, local-trade: {}, tools: {} }
platforms: { x: {}, linkedin: {}, threads: {} }
hero: { aspect_ratio: "16:9" }
`;

/** The start of a PNG of 1600 × 900, which is all that is read. */
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000006400000038408020000000000000000', 'hex');

/**
 * Posts with the pictures that they name. The figures of bodies and captions are mostly those of their plan, as a
 * drafter's are: one in twenty is made up. Says where each post is.
 */
export async function writeSamples(folder: string, count: number): Promise<readonly string[]> {
  const paths = await writePosts(folder, count);
  for (const path of paths) {
    const content = withKnownFigures(await readFile(path, 'utf8'));
    await writeFile(path, content);
    const image = /image: (\S+)/.exec(content)?.[1];
    if (image === undefined) continue;
    await mkdir(join(dirname(path), 'media'), { recursive: true });
    await writeFile(join(dirname(path), image), picture);
  }
  return paths;
}

function withKnownFigures(content: string): string {
  const made = content.indexOf('caption:');
  if (made < 0) return content;
  const known = [...content.slice(0, made).matchAll(/in (\d+) days/g)].map(([, days = '']) => days);
  let next = 0;
  const rest = content.slice(made).replace(/in \d+ days/g, (written) => (++next % 20 === 0 ? written : `in ${known[next % known.length] ?? ''} days`));
  return content.slice(0, made) + rest;
}
