/** The part of an answer in words that looks like JSON: without code fence and without talk around it. */
export function jsonIn(text: string): string {
  const start = text.search(/[[{]/);
  if (start < 0) return text;
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
  return end < start ? text : text.slice(start, end + 1);
}
