import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FontFace, readFontFaces } from './fontFile.js';

/** The part a typeface plays in the designs. */
export type Role = 'text' | 'heavy' | 'friendly' | 'serif' | 'serifItalic';

/** A face as the renderer selects it. */
export interface Typeface extends FontFace {
  readonly weight: number;
  readonly isItalic: boolean;
}

export interface BundledFonts {
  readonly faces: Readonly<Record<Role, Typeface>>;
  /** File contents for the renderer. */
  readonly buffers: Readonly<Record<Role, Uint8Array>>;
}

const files: Readonly<Record<Role, { readonly file: string; readonly weight: number; readonly isItalic: boolean }>> = {
  text: { file: 'Inter_500Medium.ttf', weight: 500, isItalic: false },
  heavy: { file: 'InterTight_800ExtraBold.ttf', weight: 800, isItalic: false },
  friendly: { file: 'BricolageGrotesque_700Bold.ttf', weight: 700, isItalic: false },
  serif: { file: 'InstrumentSerif_400Regular.ttf', weight: 400, isItalic: false },
  serifItalic: { file: 'InstrumentSerif_400Regular_Italic.ttf', weight: 400, isItalic: true },
};

/** Reads the shipped fonts (`media/fonts`). Throws when one is missing or damaged. */
export function loadFonts(folder: string): BundledFonts {
  const read = (role: Role): Uint8Array => readFileSync(join(folder, files[role].file));
  const buffers = { text: read('text'), heavy: read('heavy'), friendly: read('friendly'), serif: read('serif'), serifItalic: read('serifItalic') };
  const open = (role: Role): Typeface => {
    const { file, weight, isItalic } = files[role];
    const [face] = readFontFaces(buffers[role]);
    if (!face) throw new Error(`${file} is not a font`);
    return { ...face, weight, isItalic };
  };
  const faces = { text: open('text'), heavy: open('heavy'), friendly: open('friendly'), serif: open('serif'), serifItalic: open('serifItalic') };
  return { faces, buffers };
}
