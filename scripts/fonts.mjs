// Cuts the cover fonts down to the characters that covers draw and writes them, with their licences, to media/fonts.
// Run with `npm run fonts` after changing a font package or the character ranges; the output is committed.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import subsetFont from 'subset-font';

const outFolder = 'media/fonts';
const require = createRequire(import.meta.url);

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
const latin = [
  range(0x20, 0x7e),
  range(0xa0, 0x17f), // Latin-1 and Extended-A
  range(0x218, 0x21b), // Romanian
  range(0x300, 0x304) + range(0x306, 0x30c) + range(0x323, 0x328), // combining marks
  range(0x1e00, 0x1eff), // Extended Additional: Vietnamese and others
  'ƠơƯưƒʼ',
  range(0x2010, 0x2044),
  '⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉€₹₿₫₩₽№™←↑→↓↗−×÷≈≤≥≠∞',
].join('');
const greekAndCyrillic = range(0x370, 0x3ff) + range(0x400, 0x45f) + range(0x490, 0x493);

const fonts = [
  { source: 'inter/500Medium/Inter_500Medium.ttf', characters: latin + greekAndCyrillic },
  { source: 'inter-tight/800ExtraBold/InterTight_800ExtraBold.ttf', characters: latin + greekAndCyrillic },
  { source: 'bricolage-grotesque/700Bold/BricolageGrotesque_700Bold.ttf', characters: latin },
  { source: 'instrument-serif/400Regular/InstrumentSerif_400Regular.ttf', characters: latin },
  { source: 'instrument-serif/400Regular_Italic/InstrumentSerif_400Regular_Italic.ttf', characters: latin },
];

// Without these names the family becomes "Inter Tight ExtraBold", and resvg quietly draws another face.
const preserveNameIds = [1, 2, 4, 6, 16, 17];

await mkdir(outFolder, { recursive: true });
let zipped = 0;
for (const { source, characters } of fonts) {
  const path = require.resolve(`@expo-google-fonts/${source}`);
  const subset = await subsetFont(await readFile(path), characters, { targetFormat: 'truetype', preserveNameIds });
  const name = path.split(/[\\/]/).at(-1);
  await writeFile(join(outFolder, name), subset);
  const packageName = source.split('/')[0];
  await copyFile(join(dirname(path), '..', 'LICENSE_FONT'), join(outFolder, `OFL-${packageName}.txt`));
  zipped += deflateRawSync(subset, { level: 9 }).length;
  console.log(`${name}: ${(subset.length / 1024).toFixed(0)} KB`);
}
console.log(`Zipped together: ${(zipped / 1024).toFixed(0)} KB`);
