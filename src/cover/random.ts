/** Numbers in [0, 1), the same sequence for the same seed on every platform. */
export type Random = () => number;

/** FNV-1a with a final mix, so that seeds that differ in one character give unrelated sequences. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** sfc32: integer arithmetic only, hence no differences between engines. */
export function createRandom(seed: string): Random {
  let a = hash32(`${seed}:a`);
  let b = hash32(`${seed}:b`);
  let c = hash32(`${seed}:c`);
  let counter = hash32(`${seed}:d`);
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** Throws on an empty list. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from');
  return item;
}

/** Cards dealt in random order; when they run out they are shuffled again. */
export interface Deck<T> {
  /** The next card that suits, or simply the next one when none of the deck does. */
  draw(suits: (card: T) => boolean): T;
}

export function createDeck<T>(random: Random, cards: readonly T[]): Deck<T> {
  let left: T[] = [];
  return {
    draw(suits) {
      if (!left.some(suits)) left = [...left, ...shuffle(random, cards)];
      const index = Math.max(0, left.findIndex(suits));
      const [card] = left.splice(index, 1);
      return card ?? pick(random, cards);
    },
  };
}

function shuffle<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
