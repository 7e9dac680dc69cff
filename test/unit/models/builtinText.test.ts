import assert from 'node:assert/strict';
import { builtinTextModel } from '../../../src/models/builtin/text.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import type { AltTextTask, CaptionTask, DraftTask, TextEvent, TextTask } from '../../../src/models/textModel.js';

const voice = { description: undefined, avoid: [] };
const draftTask: DraftTask = {
  step: 'draft',
  title: 'Postgres is enough',
  brief: 'We run 3 TB on one box. Nobody is on call for it.\n\nButton: boring is a staffing decision.',
  rationale: undefined,
  specialMessage: undefined,
  contentFormat: 'hero_text',
  pillar: undefined,
  facts: [],
  voice,
};
const captionTask: CaptionTask = {
  step: 'caption',
  title: 'Postgres is enough',
  body: 'We run 3 TB on one Postgres box.\n\nBoring is a staffing decision.',
  brief: undefined,
  pillar: undefined,
  platform: 'x',
  maxLength: 280,
  lengthRule: { counting: 'x-weighted' },
  hashtags: { min: 0, max: 3, house: [] },
  voice,
};
const altTask: AltTextTask = { step: 'alt_text', title: 'Postgres is enough', caption: undefined, image: { prompt: undefined, design: 'pipes', provider: 'builtin' } };

const model = builtinTextModel({ loadMeasure: () => Promise.resolve((text) => text.length) });

async function run(task: TextTask, options: { readonly signal?: AbortSignal; readonly on?: (event: TextEvent) => void } = {}): Promise<TextEvent[]> {
  const events: TextEvent[] = [];
  for await (const event of model.stream({ task, prompt: { system: '', user: '' } }, options.signal ?? new AbortController().signal)) {
    events.push(event);
    options.on?.(event);
  }
  return events;
}

function resultOf(events: readonly TextEvent[]): Extract<TextEvent, { type: 'end' }>['result'] {
  const last = events.at(-1);
  assert.equal(last?.type, 'end');
  return last.result;
}

function refused(message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof ServiceError && error.reason === 'refused' && message.test(error.message);
}

describe('builtinTextModel', () => {
  it('names itself as rules on this computer and costs nothing', async () => {
    assert.deepEqual(model.info, { provider: 'builtin', model: 'rules-1', channel: 'builtin', label: 'Built-in (rules, no AI model) - on this computer' });
    assert.deepEqual(await model.estimate({ task: draftTask, prompt: { system: '', user: '' } }), { cost: 0, basis: 'free' });
  });

  it('streams a draft by paragraph, and the deltas are the text', async () => {
    const events = await run(draftTask);
    const result = resultOf(events);
    const deltas = events.flatMap((event) => (event.type === 'delta' ? [event.text] : []));
    assert.equal(deltas.length, 2);
    assert.equal(deltas.join(''), result.text);
    assert.equal(result.text, 'We run 3 TB on one box. Nobody is on call for it.\n\nBoring is a staffing decision.');
  });

  it('reports a price of zero, no tokens, and what is still missing', async () => {
    const result = resultOf(await run(draftTask));
    assert.deepEqual(result.price, { cost: 0, basis: 'free' });
    assert.equal(result.usage, undefined);
    assert.equal(result.model, 'rules-1');
    assert.ok(result.notes.gaps.some((gap) => gap.startsWith('No argument yet')));
  });

  it('measures a caption in the counting of its platform', async () => {
    const countings: string[] = [];
    const strict = builtinTextModel({
      loadMeasure: () =>
        Promise.resolve((text, { counting }) => {
          countings.push(counting);
          return text.length * 2;
        }),
    });
    let caption = '';
    for await (const event of strict.stream({ task: { ...captionTask, maxLength: 90 }, prompt: { system: '', user: '' } }, new AbortController().signal)) {
      if (event.type === 'end') caption = event.result.text;
    }
    assert.ok(caption.length > 0 && caption.length <= 45, caption);
    assert.deepEqual([...new Set(countings)], ['x-weighted']);
  });

  it('describes a designed cover', async () => {
    assert.equal(resultOf(await run(altTask)).text, 'Cover with the title “Postgres is enough”, over a network of pipes with one route lit.');
  });

  it('loads no measure for a draft', async () => {
    const lazy = builtinTextModel({ loadMeasure: () => Promise.reject(new Error('not needed')) });
    for await (const event of lazy.stream({ task: draftTask, prompt: { system: '', user: '' } }, new AbortController().signal)) assert.ok(event.type);
  });

  it('refuses a draft without a sentence in brief or facts', async () => {
    await assert.rejects(run({ ...draftTask, brief: ' \n' }), refused(/^Could not draft the post: .*plan: brief/));
    await assert.rejects(run({ ...draftTask, brief: 'Mention the table.' }), refused(/^Could not draft the post/));
  });

  it('refuses a caption for an empty body', async () => {
    await assert.rejects(run({ ...captionTask, title: '', body: '\n\n' }), refused(/^Could not write the caption: /));
  });

  it('refuses alt text about nothing', async () => {
    await assert.rejects(run({ ...altTask, title: '', image: { prompt: undefined, design: undefined, provider: undefined } }), refused(/^Could not write alt text: /));
  });

  it('rejects with an AbortError when canceled before and between paragraphs', async () => {
    const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
    await assert.rejects(run(draftTask, { signal: AbortSignal.abort() }), isAbort);
    const abort = new AbortController();
    let seen = 0;
    await assert.rejects(
      run(draftTask, {
        signal: abort.signal,
        on: () => {
          seen++;
          abort.abort();
        },
      }),
      isAbort,
    );
    assert.equal(seen, 1);
  });
});
