export type ArtifactPath =
  /** Relative to the post's folder, `.` and inner `..` resolved; only leading segments may be `..`. */
  | { readonly ok: true; readonly segments: readonly string[] }
  | { readonly ok: false; readonly reason: 'empty' | 'absolute' | 'drive' | 'scheme' | 'backslash' | 'character' | 'reserved' | 'outside' };

const reservedName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/**
 * Whether an artifact's path may be read or written. `postDepth` is how many folders the post lies below the workspace
 * folder: that many `..` stay inside. Names that Windows reads as another file are refused everywhere.
 */
export function checkArtifactPath(path: string, postDepth = 0): ArtifactPath {
  if (path.trim() === '') return { ok: false, reason: 'empty' };
  if (path.includes('\\')) return { ok: false, reason: 'backslash' };
  if (path.startsWith('/')) return { ok: false, reason: 'absolute' };
  if (/^[a-z]:/i.test(path)) return { ok: false, reason: 'drive' };
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return { ok: false, reason: 'scheme' };
  // A colon names an alternate data stream on Windows.
  if (/[\p{Cc}\p{Cs}:<>"|?*\u2028\u2029]/u.test(path)) return { ok: false, reason: 'character' };
  const segments: string[] = [];
  let above = 0;
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      // Windows drops trailing dots and spaces: `.. ` would climb, `x.png.` would be `x.png`.
      if (/[. ]$/.test(segment)) return { ok: false, reason: 'character' };
      if (reservedName.test(segment)) return { ok: false, reason: 'reserved' };
      segments.push(segment);
    } else if (segments.length > above) {
      segments.pop();
    } else if (++above > postDepth) {
      return { ok: false, reason: 'outside' };
    } else {
      segments.push(segment);
    }
  }
  return segments.length > above ? { ok: true, segments } : { ok: false, reason: 'empty' };
}
