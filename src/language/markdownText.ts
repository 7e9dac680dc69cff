/** The user's words inside Markdown of ours: nothing in them is markup, a link or an icon. */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!~<>|&$@:^=]/g, '\\$&')
    .replace(/\r\n?|\n/g, '  \n')
    .replace(/^[ \t]+/gm, '');
}

/** A name or path as code, whatever it holds. */
export function code(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${oneLine} ${fence}` : `${fence}${oneLine === '' ? ' ' : oneLine}${fence}`;
}
