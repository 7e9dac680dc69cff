import type { VscodeHost } from './vscodeHost.mjs';

export interface WindowTools extends VscodeHost {
  /** The executable of a Chromium-based browser. */
  readonly chromium: string;
}

export function ensureWindowTools(): Promise<WindowTools>;
