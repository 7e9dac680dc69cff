import './elements.js';
import { html, nothing, render } from 'lit';
import { createRef } from 'lit/directives/ref.js';
import { isSavedView, type FromPreview, type SavedView, type ToPreview } from '../src/preview/protocol.js';
import type { PreviewStrings } from '../src/preview/strings.js';
import { connect, fill, framed, readStrings } from './host.js';
import { article } from './preview/article.js';
import { bar, problems } from './preview/bar.js';
import { BodyView } from './preview/body.js';
import { desk } from './preview/desk.js';
import type { Page, View } from './preview/view.js';

const copiedShown = 1600;

const host = connect<FromPreview, SavedView>();
const strings = readStrings() as PreviewStrings;
const view: View = {
  page: undefined, body: undefined, steps: undefined, empty: undefined, running: [], written: new Map(), copied: undefined,
};
const page: Page = { view, strings, send: host.send };
const prose = createRef<HTMLElement>();
const app = document.createElement('div');
const live = document.createElement('p');
live.className = 'hidden';
live.role = 'status';
document.body.append(live, app);

const place: { body: BodyView | undefined; restore: SavedView | undefined; shownUri: string | undefined } = {
  body: undefined,
  restore: isSavedView(host.saved) ? host.saved : undefined,
  shownUri: undefined,
};

function draw(): void {
  const focused = document.activeElement;
  // Between two posts the parts arrive one after the other.
  if (view.page && view.body?.uri !== view.page.uri) return;
  render(template(), app);
  drawBody();
  restoreScroll();
  // A button that was pressed gives way to progress: the keyboard goes on at Cancel, and at the next step after it.
  // A frame later, for a component can take the focus only once it has drawn itself.
  if (focused && !focused.isConnected) requestAnimationFrame(focusBar);
}

function focusBar(): void {
  if (document.activeElement !== document.body || !document.hasFocus()) return;
  app.querySelector<HTMLElement>('.bar vscode-button, .bar button')?.focus({ preventScroll: true });
}

function template() {
  if (view.empty)
    return html`<main class="empty">
      <span class="codicon codicon-book" aria-hidden="true"></span>
      <h1>${view.empty.title}</h1>
      <p class="muted">${view.empty.advice}</p>
      <vscode-button @click=${() => { host.send({ type: 'newPost' }); }}>${strings.newPost}</vscode-button>
    </main>`;
  if (!view.page) return nothing;
  return html`${bar(page)}
    <main class="layout">
      <div class="post">${problems(page)}${article(page, prose, revealLine)}</div>
      <div class="desk">${desk(page)}</div>
    </main>`;
}

function drawBody(): void {
  const element = prose.value;
  if (!element || !view.body) return;
  if (place.body?.element !== element) {
    place.body = new BodyView(element, strings.imageNotShown);
    drawn.delete(element);
  }
  if (drawn.get(element) === view.body) return;
  drawn.set(element, view.body);
  place.body.show(view.body);
}

/** Which body each element shows; the rest of the page is redrawn far more often. */
const drawn = new WeakMap<HTMLElement, View['body']>();

/** Another post starts at its top; the one that the reader was in goes back to where they were. */
function restoreScroll(): void {
  if (!view.page || view.body?.uri !== view.page.uri || place.shownUri === view.page.uri) return;
  const isFirst = place.shownUri === undefined;
  place.shownUri = view.page.uri;
  const saved = place.restore?.uri === view.page.uri ? place.restore.scroll : 0;
  if (!isFirst || saved > 0) window.scrollTo({ top: saved });
  savePlace();
}

function savePlace(): void {
  if (place.shownUri === undefined) return;
  place.restore = { uri: place.shownUri, scroll: Math.round(window.scrollY) };
  host.save(place.restore);
}

function revealLine(event: MouseEvent): void {
  const line = place.body?.lineOf(event.target);
  if (line !== undefined) host.send({ type: 'revealLine', line });
}

const redraw = framed(draw);
const ticking: { timer: number | undefined } = { timer: undefined };

function receive(message: ToPreview): void {
  switch (message.type) {
    case 'page':
      view.empty = undefined;
      view.page = message.page;
      break;
    case 'body':
      if (view.body?.uri !== message.body.uri) view.steps = undefined;
      view.body = message.body;
      break;
    case 'steps':
      view.steps = message.steps;
      break;
    case 'running':
      showRunning(message.running);
      break;
    case 'text':
      view.written.set(message.step, (view.written.get(message.step) ?? '').slice(0, message.from) + message.text);
      break;
    case 'scroll':
      scrollToLine(message.line);
      return;
    case 'copied':
      view.copied = message.platform ?? '';
      live.textContent = strings.copied;
      setTimeout(() => { view.copied = undefined; redraw(); }, copiedShown);
      break;
    case 'empty':
      view.page = undefined;
      view.empty = message.empty;
      place.shownUri = undefined;
      break;
  }
  redraw();
}

function showRunning(running: Extract<ToPreview, { type: 'running' }>['running']): void {
  const before = view.running;
  const receivedAt = performance.now();
  view.running = running.map((run) => ({ ...run, receivedAt }));
  const ended = before.filter(({ step }) => !running.some((run) => run.step === step));
  const started = running.filter(({ step }) => !before.some((run) => run.step === step));
  for (const { step } of ended) view.written.delete(step);
  // What starts and ends is announced, but not every second of it.
  if (started.length > 0 || ended.length > 0)
    live.textContent = [
      ...ended.map(({ label }) => fill(strings.finished, label)),
      ...started.map(({ label }) => fill(strings.started, label)),
    ].join(' ');
  clearInterval(ticking.timer);
  ticking.timer = running.length > 0 ? window.setInterval(redraw, 1000) : undefined;
}

function scrollToLine(line: number): void {
  const top = line === 0 ? 0 : place.body?.topOf(line);
  const barHeight = document.querySelector('.bar')?.clientHeight ?? 0;
  if (top !== undefined) window.scrollTo({ top: Math.max(0, top - barHeight) });
}

window.addEventListener('message', ({ data }: MessageEvent<ToPreview>) => { receive(data); });
window.addEventListener('scroll', framed(savePlace), { passive: true });
host.send({ type: 'ready' });
