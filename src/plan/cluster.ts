export interface Fact {
  /** `f3`, from `^f3` at the fact's end; `undefined` when it has none yet. */
  readonly id: string | undefined;
  readonly text: string;
}

const marker = /\s*\^([A-Za-z0-9][\w-]*)\s*$/;
const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

/** The facts of a cluster file's body: each list item and each paragraph is one; headings are not. */
export function parseFacts(body: string): readonly Fact[] {
  const facts: Fact[] = [];
  let current: string[] = [];
  const finish = (): void => {
    const text = current.join(' ').replace(/\s+/g, ' ').trim();
    current = [];
    if (text === '') return;
    const id = marker.exec(text)?.[1];
    facts.push({ id, text: text.replace(marker, '') });
  };
  for (const line of body.split(/\r\n?|\n/)) {
    const isBreak = line.trim() === '' || /^\s{0,3}#{1,6}(\s|$)/.test(line);
    if (isBreak || listItem.test(line)) finish();
    if (!isBreak) current.push(line.replace(listItem, ''));
  }
  finish();
  return facts;
}
