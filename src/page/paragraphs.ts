const listItem = /^\s*(?:[-*+]|\d{1,3}[.)])\s/;
const sameBlock: readonly RegExp[] = [listItem, /^\s*>/, /^\s*\|/, /^(?: {4}|\t)/];
const fence = /^\s*(?:```|~~~)/;

/**
 * Lines of the page as Markdown. A page has one line a paragraph and no blank lines, where Markdown needs them;
 * text that has blank lines already is left as it is.
 */
export function markdownBody(lines: readonly string[]): string {
  if (lines.some((line) => line.trim() === '')) return lines.join('\n');
  let isFenced = false;
  let body = '';
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    const isTight = isFenced || sameBlock.some((block) => previous !== undefined && block.test(previous) && block.test(line));
    if (index > 0) body += isTight ? '\n' : '\n\n';
    body += line;
    if (fence.test(line)) isFenced = !isFenced;
  });
  return body;
}

/** Paragraphs: a line each, or, where there are blank lines, what stands between them. */
export function paragraphsOf(lines: readonly string[]): readonly string[] {
  const text = lines.map((line) => line.trim()).join('\n').trim();
  const paragraphs = text.includes('\n\n') ? text.split(/\n{2,}/).map((paragraph) => paragraph.replaceAll('\n', ' ')) : text.split('\n');
  return paragraphs.filter((paragraph) => paragraph !== '');
}
