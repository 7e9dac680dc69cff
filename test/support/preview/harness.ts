/**
 * Shows the built pages in a browser in every state and theme, and leaves pictures in `out/preview`.
 * `npx tsx test/support/preview/harness.ts [hero.png] [state…]`, after `npm run build:webview`.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { balanceStrings } from '../../../src/balance/strings.js';
import { costsStrings } from '../../../src/cost/costsState.js';
import { webviewPage } from '../../../src/editor/webviewPage.js';
import { reviewStrings } from '../../../src/plan/reviewStrings.js';
import { previewStrings } from '../../../src/preview/strings.js';
import { outFolder, root } from '../paths.js';
import { makeMp4 } from '../providers/video.js';
import { balanceMessage } from './balanceState.js';
import { reviewStates } from './reviews.js';
import { costsStateMessage, previewStates } from './states.js';
import { themes } from './themes.js';

interface Shot {
  readonly name: string;
  readonly page: 'preview' | 'costs' | 'balance' | 'review';
  /** The tab to open, by its label. */
  readonly tab?: string;
  readonly theme: string;
  readonly width: number;
  readonly messages: readonly unknown[];
  readonly wholePage?: boolean;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf', '.png': 'image/png' };

const [hero, ...wanted] = process.argv.slice(2);
const server = createServer((request, response) => {
  const { pathname, origin } = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
  answer(pathname, origin).then(
    ({ type, content }) => response.writeHead(200, { 'content-type': type }).end(content),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
try {
  await mkdir(join(outFolder, 'preview'), { recursive: true });
  for (const shot of shots()) if (wanted.length === 0 || wanted.some((name) => shot.name.startsWith(name))) await take(browser, shot);
} finally {
  await browser.close();
  server.close();
}

function shots(): Shot[] {
  const states = previewStates(`${origin}/hero.png`, `${origin}/clip.mp4`);
  const preview = (name: string, state: string, theme: string, width: number): Shot =>
    ({ name, page: 'preview', theme, width, messages: states[state] ?? [], wholePage: state !== 'long' });
  const reviews = reviewStates();
  const review = (name: string, state: string, theme: string, width: number): Shot => ({ name, page: 'review', theme, width, messages: reviews[state] ?? [] });
  const costs = { page: 'costs', messages: [costsStateMessage()] } as const;
  const balance = { page: 'balance', messages: [balanceMessage()] } as const;
  return [
    preview('empty-dark', 'empty', 'dark', 600),
    preview('plan-dark', 'plan', 'dark', 600),
    preview('plan-light-narrow', 'plan', 'light', 320),
    preview('full-dark', 'full', 'dark', 600),
    preview('full-light', 'full', 'light', 600),
    preview('full-light-wide', 'fresh', 'light', 1280),
    preview('full-contrast', 'full', 'contrast', 600),
    preview('full-contrastLight', 'full', 'contrastLight', 600),
    preview('full-dark-narrow', 'full', 'dark', 320),
    preview('running-dark', 'running', 'dark', 600),
    preview('failed-light', 'failed', 'light', 600),
    preview('video-dark', 'video', 'dark', 600),
    preview('videoMissing-light', 'videoMissing', 'light', 600),
    preview('long-dark', 'long', 'dark', 600),
    { ...costs, name: 'costs-dark', theme: 'dark', width: 900 },
    { ...costs, name: 'costs-light-narrow', theme: 'light', width: 320 },
    { ...costs, name: 'costs-contrast', theme: 'contrast', width: 700 },
    { ...balance, name: 'balance-dark', theme: 'dark', width: 900 },
    { ...balance, name: 'balance-walkthrough', theme: 'dark', width: 760, wholePage: false },
    { ...balance, name: 'balance-openers-light', theme: 'light', width: 900, tab: 'Openers' },
    { ...balance, name: 'balance-facts-contrast', theme: 'contrast', width: 900, tab: 'Facts' },
    { ...balance, name: 'balance-facts-light', theme: 'light', width: 900, tab: 'Facts' },
    { ...balance, name: 'balance-hashtags-contrastLight', theme: 'contrastLight', width: 700, tab: 'Hashtags' },
    { ...balance, name: 'balance-light-narrow', theme: 'light', width: 320 },
    { page: 'balance', messages: [balanceMessage(true)], name: 'balance-empty-dark', theme: 'dark', width: 700 },
    review('review-dark', 'surplus', 'dark', 760),
    review('review-light-wide', 'met', 'light', 1280),
    review('review-dark-narrow', 'surplus', 'dark', 360),
    review('review-contrast', 'surplus', 'contrast', 760),
    review('review-contrastLight', 'surplus', 'contrastLight', 760),
    review('review-short-light', 'short', 'light', 760),
    review('review-busy-dark', 'busy', 'dark', 760),
    review('review-empty-dark', 'empty', 'dark', 760),
  ];
}

async function take(within: Browser, { name, page: file, theme, width, messages, tab, wholePage = true }: Shot): Promise<void> {
  const page = await within.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript({ content: hostScript(themes[theme] ?? {}, messages) });
  await page.goto(`${origin}/${file}.html`);
  await page.locator('h1').first().waitFor();
  if (tab !== undefined) await page.locator('vscode-tab-header', { hasText: tab }).click();
  // Long bodies are rendered a frame later.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(outFolder, 'preview', `${name}.png`), fullPage: wholePage });
  const overflow = await page.evaluate('document.body.scrollWidth - document.body.clientWidth');
  console.log(name, complaints.length > 0 ? complaints : 'no complaints', overflow === 0 ? '' : `overflows by ${String(overflow)} px`);
  await page.close();
}

/** Stands in for VS Code: theme colours as variables, and messages once the page is ready. */
function hostScript(theme: Readonly<Record<string, string>>, messages: readonly unknown[]): string {
  return `
    addEventListener('DOMContentLoaded', () => {
      for (const [name, value] of Object.entries(${JSON.stringify(theme)})) document.documentElement.style.setProperty('--vscode-' + name, value);
    });
    addEventListener('securitypolicyviolation', (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));
    globalThis.acquireVsCodeApi = () => ({
      getState: () => undefined,
      setState: () => {},
      postMessage: (message) => {
        if (message.type === 'ready') for (const data of ${JSON.stringify(messages)}) postMessage(data);
      },
    });`;
}

async function answer(path: string, from: string): Promise<{ readonly type: string; readonly content: string | Buffer }> {
  if (path === '/favicon.ico') return { type: 'image/png', content: '' };
  if (path === '/hero.png' && hero !== undefined) return { type: 'image/png', content: await readFile(hero) };
  if (path === '/clip.mp4') return { type: 'video/mp4', content: makeMp4({ seconds: 3, seed: 4 }) };
  const html = /^\/(preview|costs|balance|review)\.html$/.exec(path)?.[1];
  if (html === undefined) return { type: types[extname(path)] ?? 'text/plain', content: await readFile(join(root, 'dist', 'webview', path)) };
  const content = webviewPage({
    cspSource: from, script: `/${html}.js`, styles: [`/${html}.css`], icons: '/codicon.css', title: html, language: 'en',
    strings: html === 'preview' ? previewStrings() : html === 'costs' ? costsStrings() : html === 'review' ? reviewStrings() : balanceStrings(),
  });
  return { type: 'text/html', content };
}
