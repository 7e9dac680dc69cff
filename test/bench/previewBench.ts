import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { ensureWindowTools } from '../../scripts/setup/windowTools.mjs';
import { webviewPage } from '../../src/editor/webviewPage.js';
import { parsePost } from '../../src/post/parse.js';
import { bodyState } from '../../src/preview/page.js';
import type { ToPreview } from '../../src/preview/protocol.js';
import { previewStrings } from '../../src/preview/strings.js';
import { openBrowser } from '../support/browser.js';
import { root } from '../support/paths.js';
import { previewStates } from '../support/preview/states.js';
import { samplePost } from './posts.js';

/**
 * From a keystroke to the changed preview, and from a streamed token to its place on the page: Galley's share in the
 * extension host (parse, what the page is told) and the real page in a browser, until it is drawn and painted. VS Code's own way between the two is not in it.
 */
const keystrokes = 60;
const warmUp = 10;
const uri = 'file:///posts/example.post.md';
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

async function serve(folder: string): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    const { pathname, origin: from } = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
    if (pathname === '/preview.html') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(webviewPage({ cspSource: from, script: '/preview.js', styles: ['/preview.css'], icons: '/codicon.css', title: 'preview', language: 'en', strings: previewStrings() }));
      return;
    }
    readFile(join(folder, pathname)).then(
      (content) => response.writeHead(200, { 'content-type': types[extname(pathname)] ?? 'text/plain' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** In place of VS Code. `galleyShow` gives a message to the page and says when `mark` stood there, and when it was painted. */
const hostScript = `
  globalThis.acquireVsCodeApi = () => ({ getState: () => undefined, setState: () => {}, postMessage: () => {} });
  globalThis.galleyShow = (message, mark) => new Promise((resolve) => {
    const started = performance.now();
    const look = () => {
      if (!document.body.textContent.includes(mark)) return;
      observer.disconnect();
      const drawn = performance.now() - started;
      // The page draws within a frame, and a task after it runs when that frame is painted.
      setTimeout(() => resolve([drawn, performance.now() - started]));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    dispatchEvent(new MessageEvent('message', { data: message }));
    look();
  });`;

async function show(page: Page, message: ToPreview, mark: string): Promise<readonly [number, number]> {
  return page.evaluate<[number, number]>(`galleyShow(${JSON.stringify(message)}, ${JSON.stringify(mark)})`);
}

function row(what: string, ...columns: readonly (readonly number[])[]): void {
  console.log([what.padEnd(34), ...columns.map((times) => {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(1);
    return `${at(0.5)} (${at(0.95)})`.padStart(18);
  })].join(''));
}

async function typing(page: Page, kilobytes: number): Promise<void> {
  const text = samplePost(1, { bodyLength: Math.max(100, kilobytes * 1024 - 1900) });
  const at = Math.floor((text.indexOf('\n---\n') + text.length) / 2);
  const [host, drawn, painted]: number[][] = [[], [], []];
  let post = parsePost(text);
  for (let count = -warmUp; count < keystrokes; count++) {
    const mark = `typed${count + warmUp}x`;
    const changed = `${text.slice(0, at)} ${mark} ${text.slice(at)}`;
    const started = performance.now();
    post = parsePost(changed, post);
    const message: ToPreview = { type: 'body', body: bodyState(post, uri, undefined) };
    JSON.stringify(message);
    const inHost = performance.now() - started;
    const [shown, after] = await show(page, message, mark);
    if (count < 0) continue;
    host?.push(inHost);
    drawn?.push(inHost + shown);
    painted?.push(inHost + after);
  }
  row(`keystroke, ${kilobytes} KB`, host ?? [], drawn ?? [], painted ?? []);
}

async function streaming(page: Page): Promise<void> {
  const [drawn, painted]: number[][] = [[], []];
  for (let count = -warmUp; count < keystrokes; count++) {
    const mark = `token${count + warmUp}x`;
    await page.evaluate(`galleyShow(${JSON.stringify({ type: 'running', running: [] })}, '')`);
    await page.evaluate(`galleyShow(${JSON.stringify({ type: 'running', running: [{ step: 'draft', label: 'Drafting the body', seconds: 0, price: '$0.00', message: undefined }] })}, '')`);
    const [shown, after] = await show(page, { type: 'text', step: 'draft', from: 0, text: mark }, mark);
    if (count < 0) continue;
    drawn?.push(shown);
    painted?.push(after);
  }
  row('first streamed token', [0], drawn ?? [], painted ?? []);
}

const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'));
const tools = await ensureWindowTools();
await mkdir(join(folder, 'webview'));
await promisify(execFile)('npm', ['run', '--silent', 'build:webview', '--', `--outdir=${join(folder, 'webview')}`, `--metafile=${join(folder, 'meta.json')}`], { cwd: root });
const { server, origin } = await serve(join(folder, 'webview'));
const browser = await openBrowser(tools, join(folder, 'browser'));
try {
  const page = await browser.newPage();
  await page.addInitScript({ content: hostScript });
  await page.goto(`${origin}/preview.html`);
  for (const message of previewStates('', '')['fresh'] ?? []) await page.evaluate(`dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(message)} }))`);
  await page.locator('h1').first().waitFor();
  console.log(`${'ms: median (95th percentile)'.padEnd(34)}${'in the host'.padStart(18)}${'until drawn'.padStart(18)}${'until painted'.padStart(18)}`);
  for (const kilobytes of [1, 10, 100]) await typing(page, kilobytes);
  await streaming(page);
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
