/** A window of its own, for tests: buys in a loop, or until it is ended. Prints each id that is surely on disk. */
import { openLedger } from '../../../src/cost/ledger.js';

const [folder = '', post = '', count = ''] = process.argv.slice(2);
const ledger = openLedger(folder);
for (let index = 0; index < Number(count); index += 1) {
  const { id } = await ledger.reserve({ post, step: 'hero_image', provider: 'fal', model: 'flux', price: { cost: 60_000, basis: 'estimated' } });
  await ledger.settle(id, { price: { cost: 58_000, basis: 'billed' }, requestId: 'x'.repeat(index % 400) });
  process.stdout.write(`${id}\n`);
}
