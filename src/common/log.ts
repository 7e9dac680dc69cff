/** The part of `vscode.LogOutputChannel` that logic uses. Never log keys, prompts or post text. */
export interface Log {
  error(message: string | Error, ...args: unknown[]): void;
  warn(message: string, ...args: unknown[]): void;
  info(message: string, ...args: unknown[]): void;
  debug(message: string, ...args: unknown[]): void;
  trace(message: string, ...args: unknown[]): void;
}
