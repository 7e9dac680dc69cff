import { nanoid } from 'nanoid';

const idLength = 12;

/** 12 url-safe characters. Never starts with `-` or `_`, so that it needs no quotes in YAML or as a file name. */
export function newId(): string {
  for (;;) {
    const id = nanoid(idLength);
    if (/^[A-Za-z]/.test(id)) return id;
  }
}

export function isId(value: string): boolean {
  return /^[A-Za-z0-9_-]{12}$/.test(value);
}
