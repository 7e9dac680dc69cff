export interface VscodeHost {
  /** Node 24, which the server runs on. */
  readonly node: string;
  /** VS Code's `server-main.js`. */
  readonly server: string;
}

export function ensureVscodeHost(): Promise<VscodeHost>;
