import { t } from '@vscode/l10n';
import type { AltTextTask } from '../models/textModel.js';
import type { Written } from './draft.js';
import { plain } from './markdown.js';
import { capitalise, closed, collapse, sentences, words } from './sentences.js';
import { shortened } from './tighten.js';

/** Screen readers may stop near here. */
const longest = 125;

/** One sentence about the picture, from how it was made. `undefined` when nothing is known about it. */
export function writeAltText(task: Pick<AltTextTask, 'title' | 'image'>): Written | undefined {
  const title = plain(task.title);
  const { prompt, design, provider } = task.image;
  if (design !== undefined || (provider === 'builtin' && prompt === undefined)) {
    return title === '' ? undefined : { text: coverText(title, design), notes: { leftOut: [], gaps: [] } };
  }
  const shown = prompt === undefined ? '' : describedBy(prompt);
  if (words(shown).length > 0) {
    const text = fitted((part) => closed(part), shown);
    return { text, notes: { leftOut: [], gaps: [t('Made from the prompt, not from the picture: check that the picture shows it.')] } };
  }
  if (words(title).length === 0) return undefined;
  return {
    text: fitted((part) => t('Picture for “{0}”.', part), title),
    notes: { leftOut: [], gaps: [t('Nothing says what the picture shows: add that in a few words.')] },
  };
}

function coverText(title: string, design: string | undefined): string {
  const look = lookOf(design);
  const full = (part: string): string => (look === undefined ? t('Cover with the title “{0}”.', part) : t('Cover with the title “{0}”, {1}.', part, look));
  // The title is what the picture says: rather lose the look than a word of it.
  if (full(title).length <= longest || look === undefined) return fitted(full, title);
  return fitted((part) => t('Cover with the title “{0}”.', part), title);
}

function lookOf(design: string | undefined): string | undefined {
  switch (design) {
    case 'aurora':
      return t('over soft light on a dark field');
    case 'mosaic':
      return t('beside a mosaic of geometric tiles');
    case 'pipes':
      return t('over a network of pipes with one route lit');
    case 'figure':
      return t('under one large number');
    default:
      return undefined;
  }
}

function fitted(sentence: (part: string) => string, part: string): string {
  const whole = sentence(part);
  if (whole.length <= longest) return whole;
  return sentence(shortened(part, (candidate) => sentence(candidate).length <= longest, longest));
}

const medium = /^(?:(?:please )?(?:create|generate|draw|make|paint|render|show|design|produce)\s+)?(?:me\s+)?(?:an?|the)?\s*(?:(?:[\w-]{2,20},?\s+){0,4}?)(?:image|picture|photo|photograph|illustration|rendering|render|drawing|painting|visual|hero image|shot)\s+(?:of|showing|depicting|that shows|with)\s+/i;
const craft = /\b(?:8k|4k|uhd|hdr|hyper-?realis\w+|photo-?realis\w+|ultra-?detailed|highly detailed|high quality|best quality|masterpiece|trending on artstation|octane render|unreal engine|sharp focus|bokeh|depth of field|f\/\d|\d{2,3}mm|cinematic|award-winning|aspect ratio|no (?:text|letters|words|logos?|people|watermarks?)|without (?:text|letters|logos?)|negative space|style:|colou?rs?:|palette|in the style of|shot on|rule of thirds|--\w+)/i;

/** What a prompt asks to show, without how to make it. */
function describedBy(prompt: string): string {
  const text = collapse(plain(prompt.slice(0, 4000))).replace(/\s--\w{1,12}(?:\s[^\s-]{1,20})?/g, '');
  const named = /^(?:editorial )?(?:hero )?(?:image|picture|illustration) for (?:an?|the) (?:article|post|story) titled ["“]([^"”]{1,300})["”]/i.exec(text)?.[1];
  if (named !== undefined) return '';
  const first = sentences(text).find((sentence) => !craft.test(sentence.slice(0, 30)) && words(sentence).length >= 2) ?? '';
  const subject = first.replace(medium, '');
  const parts = subject.split(', ');
  const kept = parts.filter((part, index) => index === 0 || !craft.test(part));
  return capitalise(kept.join(', ').replace(/[.!]$/, ''));
}
