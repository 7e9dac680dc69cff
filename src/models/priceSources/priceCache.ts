import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newId } from '../../common/id.js';
import { isObject, parseJson, textAt } from '../jsonRead.js';
import { checkStatedPrice, type StatedPrice } from './falPricing.js';

/** What was known at a time: a price, or that there is none. */
export interface KnownPrice {
  readonly asOf: string;
  readonly price: StatedPrice | undefined;
}

export type KnownPrices = ReadonlyMap<string, KnownPrice>;

const mostKept = 500;

/** Prices by endpoint. A file that is missing, broken or of another program holds none. */
export async function readPriceCache(file: string): Promise<KnownPrices> {
  const content = parseJson(await readFile(file, 'utf8').catch(() => ''));
  const entries = isObject(content) && isObject(content['prices']) ? Object.entries(content['prices']) : [];
  return new Map(
    entries.slice(0, mostKept).flatMap(([id, entry]): [string, KnownPrice][] => {
      const asOf = textAt(entry, 'asOf');
      if (asOf === undefined || Number.isNaN(Date.parse(asOf))) return [];
      const price = checkStatedPrice(entry);
      const saysNone = isObject(entry) && !('usd' in entry);
      return price !== undefined || saysNone ? [[id, { asOf, price }]] : [];
    }),
  );
}

/** Replaces the file as a whole, so that a reader in another window never sees half of it. The latest known are kept. */
export async function writePriceCache(file: string, known: KnownPrices): Promise<void> {
  const latest = [...known].sort(([, a], [, b]) => Date.parse(b.asOf) - Date.parse(a.asOf)).slice(0, mostKept);
  const prices = Object.fromEntries(latest.map(([id, { asOf, price }]) => [id, { asOf, ...price }]));
  const temporary = `${file}.${newId()}`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, JSON.stringify({ prices }), { mode: 0o600 });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
