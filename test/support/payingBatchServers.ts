import { newFolder, removeFolder } from './paying.js';
import { startFalServer, type FalServer } from './providers/falServer.js';
import { startOpenaiServer, type OpenaiServer } from './providers/openaiServer.js';

/** What a batch that is paid for works with: a provider of each kind, and a folder with the first post. */
export interface BatchServers {
  readonly fal: FalServer;
  readonly openai: OpenaiServer;
  readonly folder: string;
}

/** A post with a plan and nothing else, unlike any other number's. */
export function plannedPost(number: number): string {
  return `---\ntitle: Oven number ${number}\nplan:\n  brief: The oven holds 180 degrees for ${number + 3} hours.\n---\n`;
}

export async function startBatchServers(): Promise<BatchServers> {
  return {
    fal: await startFalServer({ pictureScale: 0.03 }),
    openai: await startOpenaiServer({ answer: { text: 'A text that was paid for.' } }),
    folder: await newFolder(plannedPost(0)),
  };
}

export async function endBatchServers({ fal, openai, folder }: BatchServers): Promise<void> {
  await Promise.all([fal.close(), openai.close()]);
  await removeFolder(folder);
}
