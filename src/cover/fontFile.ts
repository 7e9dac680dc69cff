/** What layout needs to know about one face of a TrueType or OpenType file. */
export interface FontFace {
  readonly family: string;
  /** Whether a character has a glyph. resvg draws a missing one as nothing, without an error. */
  has(codePoint: number): boolean;
  /** Advance width in em, without kerning; 0 for a missing character. */
  advance(codePoint: number): number;
  /** Free space at the left of a character's ink, in em. */
  leftBearing(codePoint: number): number;
  /** Height of capitals in em. */
  readonly capHeight: number;
}

/** All faces of a font file or collection. A damaged or foreign file has none. */
export function readFontFaces(data: Uint8Array): FontFace[] {
  try {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const isCollection = view.getUint32(0) === tag('ttcf');
    if (!isCollection) return [readFace(view, 0)];
    const offsets = Array.from({ length: Math.min(view.getUint32(8), 64) }, (_, i) => view.getUint32(12 + i * 4));
    return offsets.map((offset) => readFace(view, offset));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function readFace(view: DataView, offset: number): FontFace {
  const tables = new Map<number, number>();
  for (let i = 0; i < view.getUint16(offset + 4); i++) {
    const record = offset + 12 + i * 16;
    tables.set(view.getUint32(record), view.getUint32(record + 8));
  }
  const table = (name: string): number => {
    const at = tables.get(tag(name));
    if (at === undefined) throw new RangeError(`No ${name} table`);
    return at;
  };
  const glyphOf = readCharacterMap(view, table('cmap'));
  const unitsPerEm = view.getUint16(table('head') + 18);
  const lastMetric = view.getUint16(table('hhea') + 34) - 1;
  const metrics = table('hmtx');
  const os2 = tables.get(tag('OS/2'));
  const capHeight = os2 !== undefined && view.getUint16(os2) >= 2 ? view.getInt16(os2 + 88) / unitsPerEm : 0;
  return {
    family: readFamily(view, table('name')),
    capHeight: capHeight || 0.72,
    has: (codePoint) => glyphOf(codePoint) > 0,
    leftBearing: (codePoint) => {
      const glyph = glyphOf(codePoint);
      const beyond = glyph - lastMetric - 1;
      const at = beyond < 0 ? metrics + glyph * 4 + 2 : metrics + (lastMetric + 1) * 4 + beyond * 2;
      return glyph > 0 ? view.getInt16(at) / unitsPerEm : 0;
    },
    advance: (codePoint) => {
      const glyph = glyphOf(codePoint);
      return glyph > 0 ? view.getUint16(metrics + Math.min(glyph, lastMetric) * 4) / unitsPerEm : 0;
    },
  };
}

type GlyphLookup = (codePoint: number) => number;

/** Reads the subtables of formats 4 (Basic Multilingual Plane) and 12 (all of Unicode). */
function readCharacterMap(view: DataView, cmap: number): GlyphLookup {
  const lookups: GlyphLookup[] = [];
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const subtable = cmap + view.getUint32(cmap + 4 + i * 8 + 4);
    const format = view.getUint16(subtable);
    if (format === 12) lookups.unshift(segmentedLookup(view, subtable));
    else if (format === 4) lookups.push(deltaLookup(view, subtable));
  }
  const known = new Map<number, number>();
  return (codePoint) => {
    let glyph = known.get(codePoint);
    if (glyph === undefined) {
      glyph = lookups.reduce((found, lookup) => found || lookup(codePoint), 0);
      known.set(codePoint, glyph);
    }
    return glyph;
  };
}

function segmentedLookup(view: DataView, subtable: number): GlyphLookup {
  const count = view.getUint32(subtable + 12);
  return (codePoint) => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = subtable + 16 + middle * 12;
      if (codePoint < view.getUint32(group)) high = middle - 1;
      else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
      else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
    }
    return 0;
  };
}

function deltaLookup(view: DataView, subtable: number): GlyphLookup {
  const segments = view.getUint16(subtable + 6) / 2;
  const ends = subtable + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const offsets = deltas + segments * 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let i = 0; i < segments; i++) {
      if (codePoint > view.getUint16(ends + i * 2)) continue;
      const start = view.getUint16(starts + i * 2);
      if (codePoint < start) return 0;
      const delta = view.getUint16(deltas + i * 2);
      const offset = view.getUint16(offsets + i * 2);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(offsets + i * 2 + offset + (codePoint - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

const windowsPlatform = 3;
const english = 0x409;
const typographicFamily = 16;
const plainFamily = 1;

/** The name that resvg knows the face by: the typographic family where there is one. */
function readFamily(view: DataView, nameTable: number): string {
  const storage = nameTable + view.getUint16(nameTable + 4);
  let best = { rank: -1, name: '' };
  for (let i = 0; i < view.getUint16(nameTable + 2); i++) {
    const record = nameTable + 6 + i * 12;
    const id = view.getUint16(record + 6);
    if ((id !== typographicFamily && id !== plainFamily) || view.getUint16(record) !== windowsPlatform) continue;
    const rank = (id === typographicFamily ? 2 : 0) + (view.getUint16(record + 4) === english ? 1 : 0);
    if (rank <= best.rank) continue;
    const length = view.getUint16(record + 8);
    const start = storage + view.getUint16(record + 10);
    let name = '';
    for (let at = 0; at < length; at += 2) name += String.fromCharCode(view.getUint16(start + at));
    best = { rank, name };
  }
  return best.name;
}

function tag(name: string): number {
  return Array.from(name).reduce((value, letter) => value * 256 + letter.charCodeAt(0), 0);
}
