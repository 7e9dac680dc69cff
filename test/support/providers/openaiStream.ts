import type { Completion } from './openaiAnswer.js';
import type { OpenaiFault } from './openaiFaults.js';
import type { Flavour } from './openaiFlavours.js';
import type { Output } from './wireFaults.js';

interface Telling {
  readonly flavour: Flavour;
  readonly completion: Completion;
  /** Usage was asked for, or comes anyway. */
  readonly withUsage: boolean;
  readonly fault: OpenaiFault | undefined;
}

const endlessChunks = 100_000;
/** Ten minutes of one comment line every 50 ms. */
const commentLines = 12_000;

/** Server-sent events of one chat completion. */
export function streamCompletion({ flavour, completion, withUsage, fault }: Telling): (out: Output) => Promise<void> {
  const { id, created, model, pieces, answer, usage } = completion;
  const bad = fault?.kind === 'stream' ? fault : undefined;
  const after = bad?.after ?? 2;
  const tellsUsage = withUsage && bad?.as !== 'noUsage';

  const chunk = (choices: readonly unknown[], extra: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...flavour.extra, choices, ...extra });
  const delta = (content: Readonly<Record<string, unknown>>, finish: string | null = null, extra: Readonly<Record<string, unknown>> = {}): string => {
    const usageSoFar = flavour.name === 'openai' && tellsUsage ? { usage: null } : {};
    return chunk([{ index: 0, delta: content, logprobs: null, finish_reason: finish }], { ...usageSoFar, ...extra });
  };
  const piece = (text: string, n: number): string => {
    const content = answer.refusal === undefined ? { content: text } : { refusal: text };
    const snapshot = { ...usage, completion_tokens: n + 1 };
    return delta(content, null, bad?.as === 'usageEveryChunk' ? { usage: snapshot } : {});
  };

  return async (out) => {
    const write = bad?.as === 'splitBytes' ? bySevens(out) : (text: string) => out.write(text);
    const event = (data: string): Promise<boolean> => write(`data: ${data}\n\n`);
    const failure = JSON.stringify({
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      error: { code: 502, message: 'Provider disconnected', metadata: { provider_name: 'x' } },
      ...(flavour.name === 'openrouter' ? { choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }] } : {}),
    });

    for (const comment of flavour.comments) await write(`${comment}\n\n`);
    if (!(await out.wait(answer.firstMs))) return;
    if (bad?.as === 'errorFirst') {
      await event(failure);
      return;
    }
    if (bad?.as === 'emptyChoices') {
      await event(chunk([]));
      await event(chunk([], { usage }));
      await event('[DONE]');
      return;
    }
    await event(delta({ role: 'assistant', content: '', ...(flavour.name === 'openai' ? { refusal: null } : {}) }));
    if (answer.reasoning !== undefined && flavour.reasoning !== undefined) await event(delta({ [flavour.reasoning]: answer.reasoning }));

    for (const [n, text] of (bad?.as === 'neverEnds' ? Array.from({ length: endlessChunks }, () => 'word ') : pieces).entries()) {
      if (n === after && bad !== undefined && (await breaksOff(bad.as, out, event, failure))) return;
      if (!(await event(piece(text, n))) || !(await out.wait(answer.chunkMs))) return;
    }
    // An answer shorter than `after` must not hide the fault.
    if (pieces.length <= after && bad !== undefined && (await breaksOff(bad.as, out, event, failure))) return;
    if (bad?.as === 'neverEnds') {
      await out.stall();
      return;
    }
    await event(delta({}, answer.finishReason));
    const timings = flavour.name === 'llamacpp' ? { timings: { prompt_n: 10, predicted_n: pieces.length, predicted_ms: 12.5 } } : {};
    if (tellsUsage) await event(chunk([], { usage, ...timings }));
    if (bad?.as !== 'noDone') await event('[DONE]');
  };
}

/** True when the fault ended the stream here. */
async function breaksOff(as: string, out: Output, event: (data: string) => Promise<boolean>, failure: string): Promise<boolean> {
  switch (as) {
    case 'stalled':
      await out.stall();
      return true;
    case 'commentsOnly':
      for (let n = 0; n < commentLines; n += 1) if (!(await out.write(': keep-alive\n\n')) || !(await out.wait(50))) break;
      return true;
    case 'truncated':
      return true;
    case 'reset':
      // Long enough for the chunks to arrive: a reset discards what the client has not read.
      await out.wait(20);
      out.cut();
      return true;
    case 'errorChunk':
      await event(failure);
      return true;
    case 'invalidJson':
      await event('{"id": "chatcmpl-broken", "choices": [');
      return true;
    default:
      return false;
  }
}

function bySevens(out: Output): (text: string) => Promise<boolean> {
  return async (text) => {
    const bytes = Buffer.from(text);
    let isOpen = true;
    for (let start = 0; start < bytes.length && isOpen; start += 7) {
      // Chunked encoding puts each write into a chunk of its own.
      isOpen = await out.write(bytes.subarray(start, start + 7));
    }
    return isOpen;
  };
}
