/**
 * Where a picture that a post names lies below the workspace folder, as a path without a leading slash.
 * `folder` is the post's folder below it. `undefined` for anything but a relative path that stays inside.
 */
export function mediaPath(folder: string, named: string): string | undefined {
  if (named === '' || /^[a-z][a-z0-9+.-]*:/i.test(named) || /^[/\\]|[\\\0]/.test(named)) return undefined;
  const segments: string[] = [];
  for (const segment of `${folder}/${named}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.length > 0 ? segments.join('/') : undefined;
}

/** The address of that picture, given the address of the workspace folder. */
export function mediaUrl(root: string, path: string): string {
  return `${root}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
