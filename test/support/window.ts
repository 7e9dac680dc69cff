import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { ensureWindowTools } from '../../scripts/setup/windowTools.mjs';
import { openBrowser } from './browser.js';
import { extensionFolder, outFolder } from './paths.js';
import { settingsMark, startVscodeServer, type VscodeServer } from './vscodeServer.js';

const openTimeoutMs = 60_000;
const waitTimeoutMs = 15_000;

export interface WindowOptions {
  /** Folder to open; the window may write to it. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly workspaceTrust?: boolean | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Keeps VS Code's state, for a second start with the same folder; a temporary one when absent. */
  readonly dataDir?: string | undefined;
  /** Extension state lives in the browser by origin: a second start needs the first one's port. */
  readonly port?: string | undefined;
}

/** A real VS Code window in a headless browser, as users get it: Galley installed, toasts and dialogs shown. */
export interface Window {
  readonly page: Page;
  readonly port: string;
  /** Goes to a file's tab where it has one, else opens it through Quick Open. */
  openFile(name: string): Promise<void>;
  /** Runs a command by the title that the palette shows (`Galley: Draft`). */
  runCommand(title: string): Promise<void>;
  /** Titles that the palette offers for some typed text. */
  paletteTitles(typed: string): Promise<readonly string[]>;
  /** Fills the open input box and accepts it. */
  answer(text: string): Promise<void>;
  /** Picks a row of the open quick pick by its label. */
  pick(label: string): Promise<void>;
  /** Presses a button of the open modal dialog. */
  pressDialog(button: string): Promise<void>;
  /** The status bar item whose text or label matches, once there is one. */
  statusBarItem(text: RegExp): Promise<Locator>;
  /** The toast whose message matches, once there is one. */
  notification(text: RegExp): Promise<Locator>;
  /** The page inside the webview in view, or inside the `nth` of them. */
  webview(nth?: number): FrameLocator;
  /** Resolves when a picture has been fetched and can be shown. */
  imageLoaded(image: Locator): Promise<void>;
  /** Tab labels, in order, as a screen reader says them. */
  tabs(): Promise<readonly string[]>;
  /** Reloads the window and waits until it works again. */
  reload(): Promise<void>;
  /** Saves a picture of the window and returns its path. */
  screenshot(name: string): Promise<string>;
  /** Errors on the page's console that name Galley or come from a webview. */
  consoleErrors(): readonly string[];
  close(): Promise<void>;
}

/** VS Code's own page logs errors too, about native modules that are not built; these are the ones that Galley can cause. */
const ours = /galley\.|Galley|Content Security Policy|\/webview\/|vscode-webview/;

/** Opens a window. A start that fails is tried once more, and said so. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  try {
    return await open(options);
  } catch (error) {
    process.stderr.write(`The VS Code window did not open; trying once more. ${String(error)}\n`);
    return open(options);
  }
}

async function open(options: WindowOptions): Promise<Window> {
  const tools = await ensureWindowTools();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'galley-vscode-')));
  const { settings, workspaceTrust, env, port } = options;
  const server = await startVscodeServer({ host: tools, dataDir, settings, workspaceTrust, env, port, extension: extensionFolder });
  const cleanUp = async (): Promise<void> => {
    await server.stop();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  let browser: BrowserContext | undefined;
  try {
    browser = await openBrowser(tools, join(dataDir, 'browser'));
    return await show(browser, server, options.workspace, cleanUp);
  } catch (error) {
    await browser?.close();
    await cleanUp();
    throw error;
  }
}

async function show(browser: BrowserContext, server: VscodeServer, workspace: string, cleanUp: () => Promise<void>): Promise<Window> {
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(waitTimeoutMs);
  const errors: string[] = [];
  page.on('console', (message) => {
    const line = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && ours.test(line)) errors.push(line);
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  await page.goto(server.url(workspace));
  await ready(page);

  const quickInput = page.locator('.quick-input-widget:visible');
  const quickRows = quickInput.locator('.quick-input-list .monaco-list-row');
  const type = async (text: string): Promise<void> => {
    const input = quickInput.locator('input[type=text]');
    await input.waitFor();
    await input.fill(text);
  };
  const openPalette = async (typed: string): Promise<void> => {
    await page.keyboard.press('F1');
    await type(`>${typed}`);
  };
  return {
    page,
    port: String(server.port),
    async openFile(name) {
      const base = name.split('/').at(-1) ?? name;
      const tab = page.locator(`.tab[data-resource-name="${base}"]`).first();
      if (await tab.isVisible()) {
        await tab.click();
        // An editor that takes the focus late closes the box that was opened meanwhile.
        await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
        return;
      }
      await page.keyboard.press('ControlOrMeta+P');
      await type(name);
      await quickRows.filter({ hasText: base }).first().click();
      await tab.waitFor();
      await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    },
    async runCommand(title) {
      const command = row(quickRows, title);
      // The palette lists what is enabled when it opens, and says nothing of a command that becomes so a moment later.
      for (const isLast of [false, false, true]) {
        await openPalette(title);
        const isListed = isLast || (await command.waitFor({ timeout: waitTimeoutMs / 3 }).then(() => true, () => false));
        if (isListed) break;
        await page.keyboard.press('Escape');
      }
      await command.click();
      // Until the palette is gone, what is typed next would go into it: an input box of the command takes its place.
      await page.waitForFunction(inputIsGone(`input.value.startsWith('>')`));
    },
    async paletteTitles(typed) {
      await openPalette(typed);
      await quickRows.first().waitFor();
      const titles = await quickRows.locator('.quick-input-list-label .label-name').allInnerTexts();
      await page.keyboard.press('Escape');
      return titles;
    },
    async answer(text) {
      await type(text);
      await page.keyboard.press('Enter');
      // Where one box follows another, what is typed next must not go into the one that is closing, or into the editor between them.
      await page.waitForFunction(inputIsGone(`input.value === ${JSON.stringify(text)}`));
    },
    async pick(label) {
      await row(quickRows, label).click();
    },
    async pressDialog(button) {
      await page.locator('.monaco-dialog-box .monaco-button', { hasText: button }).click();
    },
    async statusBarItem(text) {
      const item = page.locator('.statusbar-item:visible').filter({ has: page.getByText(text) }).first();
      await item.waitFor();
      return item;
    },
    async notification(text) {
      const toast = page.locator('.notification-list-item').filter({ hasText: text }).first();
      await toast.waitFor();
      return toast;
    },
    webview: (nth = 0) => page.locator('iframe.webview:visible').nth(nth).contentFrame().frameLocator('#active-frame'),
    async imageLoaded(image) {
      await image.waitFor();
      // A function and not its text, which would only be read.
      await image.evaluate((element: { decode(): Promise<void> }) => element.decode());
    },
    async tabs() {
      const tabs = await page.locator('.tabs-container .tab').all();
      return Promise.all(tabs.map(async (tab) => (await tab.getAttribute('aria-label')) ?? ''));
    },
    async reload() {
      await page.reload();
      await ready(page);
    },
    async screenshot(name) {
      const path = join(outFolder, 'screenshots', `${name}.png`);
      await mkdir(join(path, '..'), { recursive: true });
      await page.screenshot({ path });
      return path;
    },
    consoleErrors: () => errors,
    async close() {
      await browser.close();
      await cleanUp();
    },
  };
}

/** Runs in the page: whether the quick input is closed, or another one than that which `isStill` tells. One that is closing is inert. */
function inputIsGone(isStill: string): string {
  return `(() => {
    const widget = document.querySelector('.quick-input-widget');
    const input = widget?.querySelector('input[type=text]');
    return !input || widget.style.display === 'none' || (!input.closest('[inert]') && !(${isStill}));
  })()`;
}

/** The workbench is up when its extension host has answered, which the status bar shows last. */
async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor({ timeout: openTimeoutMs });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: openTimeoutMs });
  await page.waitForFunction(`document.title.endsWith(${JSON.stringify(settingsMark)})`, undefined, { timeout: openTimeoutMs });
}

function row(rows: Locator, label: string): Locator {
  return rows.filter({ has: rows.page().getByText(label, { exact: true }) }).first();
}
