import type { StatedPrice } from './falPricing.js';
import { readPriceCache, writePriceCache, type KnownPrice, type KnownPrices } from './priceCache.js';

const freshMs = 24 * 3600 * 1000;
/** How long nobody asks again after a failure. */
const restMs = 60 * 1000;

export interface AccountSource {
  /** Where prices are kept, if anywhere. */
  readonly file: string | undefined;
  readonly now: () => Date;
  ask(ids: readonly string[]): Promise<ReadonlyMap<string, StatedPrice>>;
  onFailure(error: unknown): void;
}

/** What one account pays, as far as known. Those who ask at the same time are answered by one request. */
export class AccountPrices {
  private known: KnownPrices = new Map();
  private restUntil = 0;
  /** Gathers ids until its request goes out. */
  private gathering: { readonly ids: Set<string>; readonly done: Promise<void> } | undefined;
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly source: AccountSource) {}

  async of(id: string): Promise<KnownPrice | undefined> {
    if (this.isFresh(id)) return this.known.get(id);
    await (this.underWay.get(id) ?? this.gather(id));
    return this.known.get(id);
  }

  private isFresh(id: string): boolean {
    const known = this.known.get(id);
    if (known === undefined) return false;
    // A date to come is from a clock that was set back since.
    const age = this.source.now().getTime() - Date.parse(known.asOf);
    return age >= 0 && age < freshMs;
  }

  private gather(id: string): Promise<void> {
    const ids = this.gathering?.ids ?? new Set<string>();
    ids.add(id);
    this.gathering ??= { ids, done: this.look(ids) };
    this.underWay.set(id, this.gathering.done);
    return this.gathering.done;
  }

  private async look(ids: ReadonlySet<string>): Promise<void> {
    try {
      await this.readFile();
      // Whoever asked while the file was read is in the same request.
      this.gathering = undefined;
      const missing = [...ids].filter((id) => !this.isFresh(id));
      if (missing.length > 0 && this.source.now().getTime() >= this.restUntil) await this.ask(missing);
    } finally {
      for (const id of ids) this.underWay.delete(id);
    }
  }

  private async ask(missing: readonly string[]): Promise<void> {
    const asOf = this.source.now().toISOString();
    try {
      const prices = await this.source.ask(missing);
      this.known = new Map([...this.known, ...missing.map((id) => [id, { asOf, price: prices.get(id) }] as const)]);
      await this.writeFile();
    } catch (error) {
      this.restUntil = this.source.now().getTime() + restMs;
      this.source.onFailure(error);
    }
  }

  /** Takes over what other windows have learnt later. */
  private async readFile(): Promise<void> {
    const { file, now } = this.source;
    if (file === undefined) return;
    const known = new Map(this.known);
    for (const [id, price] of await readPriceCache(file)) {
      const asOf = Date.parse(price.asOf);
      if (asOf <= now().getTime() && asOf >= Date.parse(known.get(id)?.asOf ?? price.asOf)) known.set(id, price);
    }
    this.known = known;
  }

  private async writeFile(): Promise<void> {
    const { file } = this.source;
    if (file === undefined) return;
    await this.readFile();
    await writePriceCache(file, this.known).catch((error: unknown) => {
      this.source.onFailure(error);
    });
  }
}
