import * as vscode from 'vscode';
import { formatUsd } from '../../common/money.js';
import { readSettings, settingDefaults } from '../../editor/settings.js';
import { falKeyOrigin, textKeyOrigin } from '../choice.js';
import { findLocalModels } from '../local.js';
import type { KnownModels } from '../modelRows.js';
import { listTextModels } from '../modelList.js';
import { isLoopback } from '../loopback.js';
import type { TextPrices, UnitPrices } from '../prices.js';
import { bundledFalPrices } from '../priceSources/falBundled.js';
import type { Keys } from './keys.js';
import type { Models } from './models.js';
import { within } from './within.js';

export interface FindDeps {
  readonly models: Models;
  readonly keys: Keys;
  /** Lists of models by address, for as long as the keys stay the same. */
  readonly lists: Map<string, readonly string[]>;
}

type Part = Partial<Omit<KnownModels, 'prices'>> & { readonly prices?: ReadonlyMap<string, string> };

const selectMs = 15_000;

/** What is known at once. */
export function firstModels({ models, keys, lists }: FindDeps): KnownModels {
  const { text, falEndpoint } = readSettings();
  return {
    text: models.textChoice,
    image: models.imageChoice,
    baseUrl: text.baseUrl,
    home: { baseUrl: settingDefaults['text.baseUrl'], model: settingDefaults['text.model'] },
    hasTextKey: keys.has('openai', textKeyOrigin(text.baseUrl)),
    hasImageKey: keys.has('fal', falKeyOrigin(falEndpoint)),
    local: [],
    chat: [],
    listed: lists.get(text.baseUrl) ?? (text.isModelSet ? [] : [text.model]),
    images: knownImages,
    prices: new Map(),
    remote: vscode.env.remoteName,
  };
}

/** Image models at fal whose way to be asked is known; any other one can be entered. */
const knownImages = [...bundledFalPrices].filter(([, { unit }]) => unit !== 'second').map(([id]) => id);

/** Looks everywhere at once and tells what it finds as it comes. Resolves when all have answered or time is up. */
export async function findModels(deps: FindDeps, tell: (part: Part) => void, signal: AbortSignal): Promise<void> {
  const settings = readSettings();
  const { baseUrl } = settings.text;
  const local = async (): Promise<void> => { tell({ local: await findLocalModels({ signal }) }); };
  const chat = async (): Promise<void> => { tell({ chat: await chatModels(signal) }); };
  const listed = async (): Promise<void> => {
    const key = await deps.keys.get('openai', textKeyOrigin(baseUrl));
    tell({ hasTextKey: key !== undefined, text: deps.models.textChoice });
    const ids = deps.lists.get(baseUrl) ?? (await listAt(baseUrl, key, signal));
    if (ids !== undefined) {
      deps.lists.set(baseUrl, ids);
      tell({ listed: ids });
    }
    await tellTextPrices(ids ?? [settings.text.model], deps, tell, signal);
  };
  const images = async (): Promise<void> => {
    const key = await deps.keys.get('fal', falKeyOrigin(settings.falEndpoint));
    tell({ hasImageKey: key !== undefined, image: deps.models.imageChoice });
    tell({ prices: await imagePrices([...new Set([settings.image.model, ...knownImages])], await deps.models.prices.units(), signal) });
  };
  const results = await Promise.allSettled([local(), chat(), listed(), images()]);
  signal.throwIfAborted();
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Never kept: VS Code's list fills late and says nothing when it is empty. */
export async function chatModels(signal: AbortSignal): Promise<KnownModels['chat']> {
  const found = (await within(selectMs, signal, vscode.lm.selectChatModels())) ?? [];
  return found.map(({ vendor, id, name }) => ({ vendor, id, name }));
}

/** Without a key only a server on this computer is asked. */
async function listAt(baseUrl: string, key: string | undefined, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const isLocal = URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
  return key === undefined && !isLocal ? undefined : listTextModels(baseUrl, { key, signal });
}

const batch = 20;
/** Enough that a price per million comes out exact, and few enough for the cheapest tier. */
const sample = 10_000;

/** In small batches: a gateway lists hundreds of models, and the editor must stay quick meanwhile. */
async function tellTextPrices(ids: readonly string[], { models }: FindDeps, tell: (part: Part) => void, signal: AbortSignal): Promise<void> {
  const textPrices = await models.prices.text();
  const { baseUrl } = readSettings().text;
  const home = settingDefaults['text.baseUrl'];
  for (let start = 0; start < ids.length && !signal.aborted; start += batch) {
    const priced = await Promise.all(ids.slice(start, start + batch).map(async (id) => [id, await perMillion(id, baseUrl, textPrices)] as const));
    tell({ prices: new Map(priced.flatMap(([id, price]) => (price === undefined ? [] : [[id, price]]))) });
    await new Promise(setImmediate);
  }
  const price = await perMillion(settingDefaults['text.model'], home, textPrices);
  if (baseUrl !== home && price !== undefined) tell({ prices: new Map([[settingDefaults['text.model'], price]]) });
}

async function perMillion(model: string, baseUrl: string, prices: TextPrices): Promise<string | undefined> {
  const [input, output] = await Promise.all([
    prices.ofEstimate(model, baseUrl, { input: sample, output: 0 }),
    prices.ofEstimate(model, baseUrl, { input: 0, output: sample }),
  ]);
  if (input.cost === undefined || output.cost === undefined) return undefined;
  const times = 1_000_000 / sample;
  return vscode.l10n.t('{0} in, {1} out per million tokens', formatUsd(input.cost * times), formatUsd(output.cost * times));
}

async function imagePrices(ids: readonly string[], prices: UnitPrices, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(ids.map(async (id) => [id, await prices.of(id, signal)] as const));
  return new Map(found.flatMap(([id, price]) => (price === undefined ? [] : [[id, vscode.l10n.t('{0} per {1}', formatUsd(price.perUnit), one(price.unit))]])));
}

/** Units are free text, mostly in the plural. */
function one(unit: string): string {
  return unit.replace(/^(image|megapixel|second|video)s$/, '$1');
}
