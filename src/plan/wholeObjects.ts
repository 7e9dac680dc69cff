import { isObject, parseJson, type JsonObject } from '../models/jsonRead.js';

/** The innermost whole objects with a title in JSON that broke off: items that were paid for and can still be read. */
export function wholeObjects(text: string): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const starts: number[] = [];
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isString) {
      if (char === '\\') at += 1;
      else if (char === '"') isString = false;
    } else if (char === '"') isString = starts.length > 0;
    else if (char === '{') starts.push(at);
    else if (char === '}') {
      const start = starts.pop();
      const value = start === undefined ? undefined : parseJson(text.slice(start, at + 1));
      if (isObject(value) && typeof value['title'] === 'string') found.push(value);
    }
  }
  return found;
}
