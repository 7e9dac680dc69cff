import { t } from '@vscode/l10n';
import { builtInPlatforms } from '../caption/platforms.js';
import { studioFields } from '../language/studioFields.js';
import type { Field } from '../language/fields.js';
import { spelledOut } from '../pipeline/studioContext.js';
import { entryLines, keyText, type EditValue } from '../post/valueText.js';
import { aspectRatioOf, colorOf, globOf, hashtagOf, type Parsed } from '../studio/values.js';

export interface StarterPillar {
  readonly key: string;
  readonly name?: string | undefined;
  readonly framing?: string | undefined;
}

/** What is known of a studio before it has a file. What is absent stands in the file as a comment that shows how. */
export interface StarterAnswers {
  readonly name?: string | undefined;
  readonly voice?: string | undefined;
  readonly avoid?: readonly string[];
  readonly pillars?: readonly StarterPillar[];
  /** Keys of platforms that captions go to. */
  readonly platforms?: readonly string[];
  readonly hashtags?: readonly string[];
  readonly style?: string | undefined;
  readonly colors?: readonly string[];
  readonly aspectRatio?: string | undefined;
  readonly examples?: readonly string[];
}

const step = 2;

/** A `galley.yaml` with each key explained in one line. What could not be read back as it is meant is left out. */
export function starterText(answers: StarterAnswers): string {
  const sections = studioFields().map((field) => section(field, answers));
  const head = t('How this studio writes and looks. Every key is optional; Galley completes and checks them while you type.');
  return [comment(head), '', ...sections.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])), ''].join('\n');
}

/** Keys for names of pillars that people list, `AI products` → `ai-products`, each of them once. */
export function pillarsNamed(names: readonly string[]): readonly StarterPillar[] {
  const pillars = new Map<string, StarterPillar>();
  for (const name of names.map((one) => oneLine(one)).filter((one) => one !== '')) {
    const key = name.normalize('NFC').toLowerCase().replace(/['’]/g, '').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-').replace(/^-|-$/g, '') || 'pillar';
    if (!pillars.has(key)) pillars.set(key, { key, name });
  }
  return [...pillars.values()];
}

function section(field: Field, answers: StarterAnswers): readonly string[] {
  if (field.key === 'hero') return heroLines(field, answers);
  const lines = field.key === 'pillars' ? pillarLines(answers) : field.key === 'platforms' ? platformLines(answers) : plainLines(field.key, answers);
  return [comment(field.doc), ...(lines.length > 0 ? lines : samples()[field.key] ?? []).map((line) => (lines.length > 0 ? line : comment(line)))];
}

function plainLines(key: string, answers: StarterAnswers): readonly string[] {
  const value = valueOf(key, answers);
  return value === undefined ? [] : entryLines([key], value, 0, step);
}

function valueOf(key: string, { name, voice, avoid, hashtags, style, colors, aspectRatio, examples }: StarterAnswers): EditValue | undefined {
  switch (key) {
    case 'name': return words(oneLine(name));
    case 'voice': return words(voice?.trim());
    case 'avoid': return list(avoid);
    case 'hashtags': return list(hashtags, hashtagOf);
    case 'examples': return list(examples, globOf);
    case 'style': return words(oneLine(style));
    case 'colors': return list(colors, colorOf);
    case 'aspect_ratio': return aspectRatio === undefined ? undefined : valid(aspectRatioOf(aspectRatio));
    default: return undefined;
  }
}

function pillarLines({ pillars = [] }: StarterAnswers): readonly string[] {
  const entries = new Map(pillars.filter(({ key }) => key.trim() !== '').map((pillar) => [pillar.key, pillar]));
  if (entries.size === 0) return [];
  return ['pillars:', ...[...entries.values()].flatMap(({ key, name, framing }) => {
    const framed = words(oneLine(framing));
    const value = { name: words(oneLine(name)) ?? words(spelledOut(oneLine(key))) ?? key, framing: framed };
    const hint = framed === undefined ? [`    ${comment(t('framing: from which side you look at it'))}`] : [];
    return [...entryLines(['pillars', key], value, step, step), ...hint];
  })];
}

/** Their limits are built in: a comment says them, and what the file says wins. */
function platformLines({ platforms = [] }: StarterAnswers): readonly string[] {
  const keys = [...new Set(platforms)].filter((key) => key.trim() !== '');
  if (keys.length === 0) return [];
  return ['platforms:', ...keys.map((key) => {
    const known = builtInPlatforms.find((platform) => platform.key === key);
    return `  ${keyText(key, 'block')}: {}${known ? ` ${comment(t('max: {0}', known.max))}` : ''}`;
  })];
}

function heroLines({ key, doc, shape }: Field, answers: StarterAnswers): readonly string[] {
  const fields = shape.type === 'map' ? shape.fields : [];
  const members = fields.map((field) => {
    const value = valueOf(field.key, answers);
    return { doc: comment(field.doc), value, lines: value === undefined ? (samples()[field.key] ?? []) : entryLines(['hero', field.key], value, 0, step) };
  });
  const isEmpty = members.every(({ value }) => value === undefined);
  const lines = members.flatMap((member) => [member.doc, ...member.lines.map((line) => (member.value === undefined && !isEmpty ? comment(line) : line))].map((line) => `  ${line}`));
  const whole = [`${key}:`, ...lines];
  return [comment(doc), ...(isEmpty ? whole.map(comment) : whole)];
}

/** As they would stand in the file. */
function samples(): Readonly<Record<string, readonly string[]>> {
  return {
    name: [`name: ${t('My studio')}`],
    voice: ['voice: >-', `  ${t('Plain words and short sentences. Start from something that happened.')}`, `  ${t('Numbers with their unit. One argument a post.')}`],
    avoid: [`avoid: [game-changer, "${t('In today’s world')}"]`],
    pillars: ['pillars:', '  craft:', `    name: ${t('Craft')}`, `    framing: ${t('How one thing is made well.')}`],
    platforms: ['platforms:', '  x: { max: 280, counting: x-weighted, hashtags: { min: 1, max: 3 } }', '  linkedin: {}'],
    hashtags: ['hashtags: [baking, craft]'],
    style: [`style: ${t('Flat shapes in two colors, no people.')}`],
    colors: ['colors: ["#c2410c", "#155e75"]'],
    aspect_ratio: ['aspect_ratio: "16:9"'],
    template: ['template: halftone'],
    examples: ['examples:', '  - posts/approved/*.post.md'],
  };
}

function comment(line: string): string {
  return `# ${line}`;
}

function list(items: readonly string[] = [], parse: (text: string) => Parsed<string> = (value) => ({ value })): readonly string[] | undefined {
  const kept = [...new Set(items.flatMap((item) => words(valid(parse(item.trim()))) ?? []))];
  return kept.length === 0 ? undefined : kept;
}

function valid(parsed: Parsed<string>): string | undefined {
  return 'value' in parsed ? parsed.value : undefined;
}

function words(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

function oneLine(text: string): string;
function oneLine(text: string | undefined): string | undefined;
function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/gu, ' ').trim();
}
