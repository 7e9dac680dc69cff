import './elements.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, render } from 'lit';
import { isSavedReview, type FromReview, type SavedReview, type ToReview } from '../src/plan/reviewProtocol.js';
import type { ReviewStrings } from '../src/plan/reviewStrings.js';
import { connect, framed, readStrings } from './host.js';
import { head } from './review/head.js';
import { facts } from './review/facts.js';
import { item } from './review/item.js';
import type { Page } from './review/view.js';

const host = connect<FromReview, SavedReview>();
const page: Page = { strings: readStrings() as ReviewStrings, send: host.send, open: new Set(), receivedAt: 0 };
const live = document.createElement('p');
live.className = 'hidden';
live.role = 'status';
const app = document.createElement('div');
document.body.append(live, app);

const shown: { message: ToReview | undefined; summary: string | undefined; id: string | undefined } = { message: undefined, summary: undefined, id: undefined };
const ticking: { timer: number | undefined } = { timer: undefined };

function draw(): void {
  const { message } = shown;
  if (!message) return;
  if (message.type === 'empty') {
    render(
      html`<main class="empty">
        <span class="codicon codicon-checklist" aria-hidden="true"></span>
        <h1>${message.title}</h1>
        <p class="muted">${message.advice}</p>
      </main>`,
      app,
    );
    return;
  }
  const { review } = message;
  const { strings } = page;
  render(
    html`${head(page, review)}
      <main class="layout">
        <section aria-labelledby="posts">
          <h2 id="posts" class="hidden">${strings.posts}</h2>
          <ol class="items">${review.items.map((one) => item(page, review, one))}</ol>
        </section>
        ${facts(page, review)}
      </main>`,
    app,
  );
  restoreScroll(review.id);
}

function restoreScroll(id: string): void {
  if (shown.id === id) return;
  shown.id = id;
  const { saved } = host;
  window.scrollTo({ top: isSavedReview(saved) && saved.id === id ? saved.scroll : 0 });
  savePlace();
}

function savePlace(): void {
  if (shown.id !== undefined) host.save({ id: shown.id, scroll: Math.round(window.scrollY) });
}

const redraw = framed(draw);

window.addEventListener('message', ({ data }: MessageEvent<ToReview>) => {
  shown.message = data;
  page.receivedAt = performance.now();
  clearInterval(ticking.timer);
  ticking.timer = undefined;
  if (data.type === 'review') {
    // Said when it moves, not when the page comes up.
    if (shown.summary !== undefined && shown.summary !== data.review.quotaSummary) live.textContent = data.review.quotaSummary;
    shown.summary = data.review.quotaSummary;
    if (data.review.busy) ticking.timer = window.setInterval(redraw, 1000);
  }
  redraw();
});
window.addEventListener('scroll', framed(savePlace), { passive: true });
host.send({ type: 'ready' });
