const open = '<think>';
const close = '</think>';

/** Takes out the thoughts with which some local models begin their answer, as text comes in. */
export interface ThoughtFilter {
  /** What of the new text is answer. */
  push(text: string): string;
  /** What was held back and turned out to be answer. */
  flush(): string;
}

export function createThoughtFilter(): ThoughtFilter {
  let state: 'start' | 'thinking' | 'gap' | 'answer' = 'start';
  let held = '';
  const push = (text: string): string => {
    if (state === 'answer') return text;
    held += text;
    if (state === 'start') {
      const start = held.trimStart();
      if (open.startsWith(start)) return '';
      if (!start.startsWith(open)) {
        state = 'answer';
        return held;
      }
      state = 'thinking';
    }
    if (state === 'thinking') {
      const end = held.indexOf(close);
      if (end < 0) return '';
      held = held.slice(end + close.length);
      state = 'gap';
    }
    held = held.trimStart();
    if (held !== '') state = 'answer';
    return held;
  };
  return { push, flush: () => (state === 'start' ? held : '') };
}
