import type { BrowserContext, Page } from 'playwright-core';
import type { VscodeServer } from './vscodeServer.js';

export interface HostModule {
  /** A folder, or a file that ends in `.code-workspace`. */
  readonly workspace: string;
  /** Folder of an extension under development. */
  readonly extension: string;
  /** The module whose `run()` VS Code calls inside its extension host. */
  readonly module: string;
  readonly timeoutMs: number;
  /** Gets all that VS Code prints to its console. */
  readonly onLine: (line: string) => void;
}

/** Opens a window of a server with `smokeTest`, and resolves to 0 when the module's `run()` resolved, else to 1. */
export async function runInHost(browser: BrowserContext, server: VscodeServer, { workspace, extension, module, timeoutMs, onLine }: HostModule): Promise<number> {
  const page = await browser.newPage();
  const exit = exitOf(page, timeoutMs);
  await page.exposeFunction('codeAutomationLog', (_type: string, parts: readonly unknown[]) => { onLine(parts.map(String).join(' ')); });
  await page.exposeFunction('codeAutomationExit', (value: number) => { exit.resolve(value); });
  const remote = `vscode-remote://localhost:${server.port}`;
  await page.goto(server.url(workspace, [['extensionDevelopmentPath', remote + extension], ['extensionTestsPath', remote + module]]));
  const code = await exit.code;
  await page.close();
  return code;
}

function exitOf(page: Page, timeoutMs: number): { readonly code: Promise<number>; resolve(code: number): void } {
  let resolve: (code: number) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const code = new Promise<number>((onExit, onFailure) => { resolve = onExit; reject = onFailure; });
  page.once('crash', () => { reject(new Error('The page of VS Code crashed.')); });
  const timer = setTimeout(() => { reject(new Error(`What runs in VS Code did not end within ${timeoutMs / 60_000} minutes.`)); }, timeoutMs);
  return { code: code.finally(() => { clearTimeout(timer); }), resolve: (value) => { resolve(value); } };
}
