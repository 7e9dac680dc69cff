import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type FontFace, readFontFaces } from './fontFile.js';

/** A font of this computer that draws characters the shipped fonts lack. */
export interface SystemFont {
  readonly face: FontFace;
  readonly buffer: Uint8Array;
}

/** Faces known to be on Windows, macOS and Linux, bold before regular, wide coverage before narrow. */
const preferred: readonly RegExp[] = [
  /^(msyhbd|msjhbd|YuGothB|malgunbd)\.tt[cf]$/i,
  /^(Hiragino Sans GB|AppleSDGothicNeo|ヒラギノ角ゴシック W6|PingFang)\.ttc$/,
  /^NotoSansCJK-Bold\.ttc$/,
  /^(SourceHanSans|NotoSansCJK)[\w-]*(Bold|Regular)\.(otf|ttc)$/,
  /^(wqy-zenhei|wqy-microhei|DroidSansFallback\w*)\.tt[cf]$/,
  /^(segoeuib|Nirmala|NirmalaB|LeelUIsb|gadugib|ebrimabd|seguisym)\.tt[cf]$/i,
  /^(Arial Unicode|Arial Bold|Kohinoor\w*|GeezaPro|SFArabic|SFHebrew|Thonburi)\.tt[cf]$/,
  /^DejaVuSans-Bold\.ttf$/,
  /^Noto(Sans|Naskh)(?!Mono|Symbols2|CJK)\w*-Bold\.[ot]tf$/,
  /^Noto(Sans|Naskh)(?!Mono|CJK)\w*-Regular\.[ot]tf$/,
  /^(FreeSansBold|LiberationSans-Bold)\.[ot]tf$/,
];

const maxFolders = 400;
const maxDepth = 5;
const maxFileBytes = 64 * 1024 * 1024;
/** Enough for a title of several scripts, few enough to stay quick where nothing fits. */
const maxFilesTried = 40;

function fontFolders(): string[] {
  switch (process.platform) {
    case 'win32':
      return [join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts')];
    case 'darwin':
      return ['/System/Library/Fonts', '/Library/Fonts', join(homedir(), 'Library/Fonts')];
    default:
      return ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts'), join(homedir(), '.fonts')];
  }
}

/** Fonts that together draw as many of the characters as this computer can. Only font folders of the system are read. */
export function findSystemFonts(codePoints: readonly number[], folders: readonly string[] = fontFolders()): SystemFont[] {
  const found: SystemFont[] = [];
  let missing = [...codePoints];
  for (const file of candidateFiles(folders).slice(0, maxFilesTried)) {
    if (missing.length === 0) break;
    const buffer = readFontFile(file);
    if (!buffer) continue;
    const face = preferredFace(readFontFaces(buffer), codePoints);
    if (!face || !missing.some((codePoint) => face.has(codePoint))) continue;
    found.push({ face, buffer });
    missing = missing.filter((codePoint) => !face.has(codePoint));
  }
  return found;
}

/** A collection holds the same characters in the forms of several languages. */
function preferredFace(faces: readonly FontFace[], codePoints: readonly number[]): FontFace | undefined {
  const hasKana = codePoints.some((codePoint) => codePoint >= 0x3040 && codePoint <= 0x30ff);
  const hasHangul = codePoints.some((codePoint) => codePoint >= 0xac00 && codePoint <= 0xd7af);
  const region = hasKana ? / JP$/ : hasHangul ? / KR$/ : / SC$/;
  const usable = faces.filter((face) => face.family !== '' && !face.family.startsWith('.'));
  return usable.find((face) => region.test(face.family)) ?? usable[0];
}

function candidateFiles(folders: readonly string[]): string[] {
  const names = new Map<string, string>();
  const waiting = folders.map((path) => ({ path, depth: 0 }));
  for (let read = 0; waiting.length > 0 && read < maxFolders; read++) {
    const folder = waiting.shift();
    if (!folder) break;
    for (const entry of listFolder(folder.path)) {
      const path = join(folder.path, entry.name);
      if (entry.isDirectory() && folder.depth < maxDepth) waiting.push({ path, depth: folder.depth + 1 });
      else if (!names.has(entry.name)) names.set(entry.name, path);
    }
  }
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return preferred.flatMap((pattern) => sorted.filter(([name]) => pattern.test(name)).map(([, path]) => path));
}

/** Font folders may be absent or closed to us; that only means fewer fonts. */
function listFolder(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readFontFile(path: string): Uint8Array | undefined {
  try {
    return statSync(path).size <= maxFileBytes ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
