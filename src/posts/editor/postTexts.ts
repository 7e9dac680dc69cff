import { Slices } from '../../common/slices.js';

export interface PostText {
  readonly uri: string;
  /** `undefined` for what `read` gives nothing for. */
  readonly text: string | undefined;
}

/** Read at a time: the disk answers many questions as fast as one. */
const chunkSize = 32;

/** The texts of many posts in their order, as slowly as the extension host needs to stay awake. Rejects when aborted. */
export async function* postTexts(uris: readonly string[], read: (uri: string) => Promise<string | undefined>, signal: AbortSignal): AsyncGenerator<PostText> {
  const slices = new Slices();
  for (let at = 0; at < uris.length; at += chunkSize) {
    const chunk = await Promise.all(uris.slice(at, at + chunkSize).map(async (uri) => ({ uri, text: await read(uri) })));
    for (const one of chunk) {
      await slices.pause();
      signal.throwIfAborted();
      yield one;
    }
  }
}
