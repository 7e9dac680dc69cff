import { t } from '@vscode/l10n';
import { abortError } from '../../common/abort.js';
import { free } from '../../common/price.js';
import type { CaptionStart } from '../../writer/continueCaption.js';
import { ServiceError } from '../serviceError.js';
import type { LengthRule, TextModel, TextTask, WriterNotes } from '../textModel.js';

export interface BuiltinTextOptions {
  /** Gives the measure of a platform's counting; asked for only when a caption is written. */
  readonly loadMeasure: () => Promise<(text: string, rule: LengthRule) => number>;
}

interface Written {
  readonly text: string;
  readonly notes: WriterNotes;
}

const model = 'rules-1';

/** Rules that rearrange and tighten the author's words: no AI model, no network, no key, nothing to pay. */
export function builtinTextModel({ loadMeasure }: BuiltinTextOptions): TextModel {
  const continueCaption = continuer(loadMeasure);
  return {
    info: {
      provider: 'builtin',
      model,
      channel: 'builtin',
      label: t('Built-in (rules, no AI model) - on this computer'),
    },
    estimate: () => Promise.resolve(free),
    continueCaption,
    structured: async ({ task }, signal) => {
      throwIfAborted(signal);
      const { planItems } = await import('../../writer/planItems.js');
      const { reply, notes } = planItems(task);
      if (reply.items.length === 0 && !task.facts.some(({ isUsed }) => isUsed)) refuse(t('Could not plan the posts: the cluster has no facts. Write each as a list item or a paragraph.'));
      return { value: reply, model, price: free, notes };
    },
    async *stream({ task }, signal) {
      throwIfAborted(signal);
      const { text, notes } = await write(task, loadMeasure);
      for (const part of chunks(text)) {
        throwIfAborted(signal);
        yield { type: 'delta', text: part };
      }
      throwIfAborted(signal);
      yield { type: 'end', result: { text, model, price: free, notes } };
    },
  };
}

/** Reads a post once for all that is typed in its caption; the post that was asked for last is kept. */
function continuer(loadMeasure: BuiltinTextOptions['loadMeasure']): NonNullable<TextModel['continueCaption']> {
  let last: { readonly key: string; readonly start: Promise<CaptionStart | undefined> } | undefined;
  return async (task, typed, count) => {
    const [writer, measure] = await Promise.all([import('../../writer/continueCaption.js'), loadMeasure()]);
    const length = (text: string): number => measure(text, task.lengthRule);
    const key = JSON.stringify([task, count]);
    if (last?.key !== key) last = { key, start: writer.startCaption(task, length, count, nextTurn) };
    const start = await last.start;
    return start ? writer.continueCaption(start, typed, length, count) : [];
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

/** The rules load on first use: activation must not pay for them. */
async function write(task: TextTask, loadMeasure: BuiltinTextOptions['loadMeasure']): Promise<Written> {
  switch (task.step) {
    case 'draft': {
      const { writeDraft } = await import('../../writer/draft.js');
      return (
        writeDraft(task) ??
        refuse(t('Could not draft the post: its plan has no sentence to work from. Write what the piece argues under plan: brief, with its facts.'))
      );
    }
    case 'caption': {
      const { writeCaption } = await import('../../writer/caption.js');
      const measure = await loadMeasure();
      return (
        writeCaption(task, (text) => measure(text, task.lengthRule)) ??
        refuse(t('Could not write the caption: the body has no sentence that fits. Write a short one, or raise the limit.'))
      );
    }
    case 'alt_text': {
      const { writeAltText } = await import('../../writer/altText.js');
      return writeAltText(task) ?? refuse(t('Could not write alt text: neither a title nor a prompt says what the picture shows. Write a title first.'));
    }
  }
}

function refuse(message: string): never {
  throw new ServiceError('refused', message);
}

/** Paragraph by paragraph, so that a draft appears as a streamed one does; together they are the text. */
function chunks(text: string): string[] {
  return text.split(/(?<=\n\n)/);
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError();
}
