const blank = (match: string): string => match.replace(/[^\n]/g, ' ');

/** Of a script: `[0-5s]`, `(0:05–0:12)` before what is seen or said then. */
const timecode = /^[ \t*_>-]{0,8}[\[(]\d{1,3}(?::\d\d)?\s?s?\s?[-–—]\s?\d{1,3}(?::\d\d|\s?s(?:ec)?)[\])]/gm;
/** `1/7` at the start of a post of a thread, `(1/7)` at its end. */
const threadCount = /^(?:\p{Extended_Pictographic}\s?)?\d{1,2}\/(?:\d{1,2})?(?=\s|$)|\(\d{1,2}\/\d{1,2}\)(?=\s*$)/gmu;

/** The text without what makes no claim, at unchanged offsets: code, addresses, hashtags, handles, list numbers, timecodes, counts of a thread. */
export function masked(text: string): string {
  let rest = text;
  if (/```|~~~/.test(rest)) rest = rest.replace(/^[ \t]{0,3}(`{3,8}|~{3,8})[^\n]*\n(?:(?![ \t]{0,3}\1)[^\n]*\n){0,5000}[^\n]*/gm, blank);
  if (rest.includes('`')) rest = rest.replace(/`[^`\n]{1,400}`/g, blank);
  if (rest.includes('](')) rest = rest.replace(/\]\([^()\s]{1,2000}/g, (match) => `]${' '.repeat(match.length - 1)}`);
  if (/:\/\/|www\./i.test(rest)) rest = rest.replace(/(?:https?:\/\/|www\.)[^\s<>]{1,2000}/gi, blank);
  if (rest.includes('@')) rest = rest.replace(/(?:(?<![\w.+-])[\w.+-]{1,64})?@[\p{L}\p{M}\p{N}_.-]{1,120}/gu, blank);
  if (/[#＃]/.test(rest)) rest = rest.replace(/[#＃][\p{L}\p{M}\p{N}_]{1,200}/gu, blank);
  if (/^[ \t]{0,24}(?:\d|#)/m.test(rest)) rest = rest.replace(/^[ \t]{0,24}(?:\d{1,3}[.)]|#{1,6}\s+\d{1,3}[.):])(?=\s)/gm, blank);
  if (/[\[(]\d/.test(rest)) rest = rest.replace(timecode, blank);
  if (rest.includes('\u20e3')) rest = rest.replace(/[\d#*]\ufe0f?\u20e3/g, blank);
  if (/\d\//.test(rest)) rest = rest.replace(threadCount, blank);
  return rest.includes('[^') ? rest.replace(/\[\^[^\]\s]{1,40}\]/g, blank) : rest;
}
