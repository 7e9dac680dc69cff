import { t } from '@vscode/l10n';
import type { Problem } from '../post/post.js';
import type { Entry } from '../post/yamlTree.js';
import { FieldReader } from './fieldReader.js';
import { readStudioYaml } from './studioYaml.js';
import { aspectRatioOf, colorOf, globOf, hashtagOf } from './values.js';

/** How `max` is counted. Which kind of character a built-in platform means is in `caption/platforms.ts`. */
export type Counting = 'characters' | 'x-weighted';

export interface StudioPillar {
  readonly key: string;
  /** The key when the file gives no name. */
  readonly name: string;
  readonly framing: string | undefined;
}

/** What the file says about a platform; `undefined` leaves the built-in value. */
export interface StudioPlatform {
  readonly key: string;
  readonly max: number | undefined;
  readonly counting: Counting | undefined;
  readonly hashtags: { readonly min: number | undefined; readonly max: number | undefined };
}

export interface StudioHero {
  /** How pictures should look, in words. */
  readonly style: string | undefined;
  /** `#rrggbb`, lower case. */
  readonly colors: readonly string[];
  readonly aspectRatio: `${number}:${number}` | undefined;
  /** A cover design by name; not checked here. */
  readonly template: string | undefined;
}

/** What could be read from `galley.yaml`. */
export interface Studio {
  readonly name: string | undefined;
  readonly voice: string | undefined;
  readonly avoid: readonly string[];
  /** By key. Keys come from the file: look them up with `Object.hasOwn`. */
  readonly pillars: Readonly<Record<string, StudioPillar>>;
  readonly platforms: Readonly<Record<string, StudioPlatform>>;
  /** House hashtags without `#`, in the order and spelling of the file. */
  readonly hashtags: readonly string[];
  readonly hero: StudioHero;
  /** Globs relative to the workspace folder. */
  readonly examples: readonly string[];
}

const noHero: StudioHero = { style: undefined, colors: [], aspectRatio: undefined, template: undefined };

/** A workspace without `galley.yaml`. */
export const emptyStudio: Studio = {
  name: undefined,
  voice: undefined,
  avoid: [],
  pillars: {},
  platforms: {},
  hashtags: [],
  hero: noHero,
  examples: [],
};

/** Reads `galley.yaml`. Never throws: what cannot be read is left out and said in `problems`, in order of position. */
export function parseStudio(text: string): { readonly studio: Studio; readonly problems: readonly Problem[] } {
  const yaml = readStudioYaml(text);
  if (!yaml.root) return { studio: emptyStudio, problems: yaml.problems };
  const reader = new FieldReader(text);
  const top = reader.entries(yaml.root, ['name', 'voice', 'avoid', 'pillars', 'platforms', 'hashtags', 'hero', 'examples']);
  const studio: Studio = {
    name: reader.words(top.get('name')),
    voice: reader.words(top.get('voice')),
    avoid: reader.list(top.get('avoid')),
    pillars: readPillars(reader, top.get('pillars')),
    platforms: readPlatforms(reader, top.get('platforms')),
    hashtags: withoutRepeats(reader.list(top.get('hashtags'), { split: /[\s,]+/, parse: hashtagOf })),
    hero: readHero(reader, top.get('hero')),
    examples: reader.list(top.get('examples'), { parse: globOf }),
  };
  const problems = [...yaml.problems, ...reader.problems].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { studio, problems };
}

function readPillars(reader: FieldReader, entry: Entry | undefined): Record<string, StudioPillar> {
  const pillars = [...reader.children(entry)].map(([key, pillar]): [string, StudioPillar] => {
    const fields = reader.childFields(pillar, ['name', 'framing']);
    return [key, { key, name: reader.words(fields.get('name')) ?? key, framing: reader.words(fields.get('framing')) }];
  });
  return Object.fromEntries(pillars);
}

function readPlatforms(reader: FieldReader, entry: Entry | undefined): Record<string, StudioPlatform> {
  return Object.fromEntries([...reader.children(entry)].map(([key, platform]) => [key, readPlatform(reader, key, platform)]));
}

function readPlatform(reader: FieldReader, key: string, entry: Entry): StudioPlatform {
  const fields = reader.childFields(entry, ['max', 'counting', 'hashtags']);
  const hashtags = reader.childFields(fields.get('hashtags'), ['min', 'max']);
  const min = reader.integer(hashtags.get('min'), 0);
  const max = reader.integer(hashtags.get('max'), 0);
  const isReversed = min !== undefined && max !== undefined && min > max;
  if (isReversed) reader.report('studio-value', t('The least number of hashtags is larger than the greatest.'), hashtags.get('min'));
  return {
    key,
    max: reader.integer(fields.get('max'), 1),
    counting: reader.choice(fields.get('counting'), ['characters', 'x-weighted']),
    hashtags: { min: isReversed ? undefined : min, max },
  };
}

function readHero(reader: FieldReader, entry: Entry | undefined): StudioHero {
  const fields = reader.childFields(entry, ['style', 'colors', 'aspect_ratio', 'template']);
  return {
    style: reader.words(fields.get('style')),
    colors: reader.list(fields.get('colors'), { split: /[\s,]+/, parse: colorOf }),
    aspectRatio: reader.value(fields.get('aspect_ratio'), aspectRatioOf),
    template: reader.words(fields.get('template')),
  };
}

function withoutRepeats(tags: readonly string[]): readonly string[] {
  const bySpelling = new Map<string, string>();
  for (const tag of tags) {
    const folded = tag.normalize('NFC').toLowerCase();
    if (!bySpelling.has(folded)) bySpelling.set(folded, tag);
  }
  return [...bySpelling.values()];
}
