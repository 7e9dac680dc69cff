import { html, nothing, type TemplateResult } from 'lit';
import { ref, type Ref } from 'lit/directives/ref.js';
import type { HeroState, VideoState } from '../../src/preview/protocol.js';
import { readingTime } from '../../src/preview/bodyText.js';
import { fill } from '../host.js';
import { goTo, icon, missing, runningLine } from './parts.js';
import { runOf, type Page } from './view.js';

/** The post as a reader would meet it. */
export function article(page: Page, prose: Ref<HTMLElement>, onDoubleClick: (event: MouseEvent) => void): TemplateResult {
  const { view, strings } = page;
  const state = view.page;
  if (!state) return html``;
  return html`<article aria-label=${strings.article}>
    ${hero(page, state.hero)}
    ${state.video === undefined ? nothing : video(page, state.video)}
    <div class="eyebrow">${facts(page).map((fact) => html`<span>${fact}</span>`)}</div>
    <div class="title">
      <h1 class=${state.title === undefined ? 'muted' : ''}>${state.title ?? strings.untitled}</h1>
      ${goTo(page, state.title ?? strings.untitled, state.offsets.title)}
    </div>
    ${bodyAbove(page)}
    <div class="prose" ${ref(prose)} ?hidden=${isBeingDrafted(page)} @dblclick=${onDoubleClick}></div>
    ${view.body?.note === undefined ? nothing : html`<p class="note">${icon('info')}<span>${view.body.note}</span></p>`}
  </article>`;
}

/** A draft that is being written takes the place of the body until it stands in the file. */
function isBeingDrafted(page: Page): boolean {
  return runOf(page, 'draft') !== undefined && page.view.written.has('draft');
}

function bodyAbove(page: Page): TemplateResult | typeof nothing {
  const run = runOf(page, 'draft');
  const written = page.view.written.get('draft');
  if (run && written !== undefined)
    return html`<div class="live" aria-busy="true">${runningLine(page, run)}<div class="live-text">${written}</div></div>`;
  const isEmpty = page.view.body !== undefined && page.view.body.text.trim() === '';
  return isEmpty ? missing(page, 'draft', page.strings.noBody, page.strings.noBodyAdvice) : nothing;
}

function facts({ view, strings }: Page): string[] {
  const { words, minutes } = readingTime(view.body?.text ?? '');
  const length = words === 0 ? [] : [words === 1 ? strings.word : fill(strings.words, words.toLocaleString(document.documentElement.lang)), fill(strings.minutes, minutes)];
  return [...(view.page?.tags ?? []), ...length];
}

function hero(page: Page, state: HeroState): TemplateResult {
  const { strings } = page;
  if (state.type === 'image')
    return html`<figure class="hero">
      <img
        src=${state.src}
        alt=${state.alt ?? ''}
        width=${state.ratio?.width ?? nothing}
        height=${state.ratio?.height ?? nothing}
        @error=${(event: Event) => { markFailed(event, true); }}
        @load=${(event: Event) => { markFailed(event, false); }}
      />
      <p class="hero-failed">${icon('warning')}<span>${strings.imageFailed}</span></p>
      <figcaption>
        ${state.alt === undefined || state.alt.trim() === '' ? html`<span class="muted">${strings.noAltText}</span>` : html`<span class="muted">${strings.altText}</span> ${state.alt}`}
        ${goTo(page, strings.altText, page.view.page?.offsets.hero)}
      </figcaption>
    </figure>`;
  return html`<div class="hero">
    ${state.type === 'problem' ? html`<p class="note is-warning">${icon('warning')}<span>${state.message}</span></p>` : nothing}
    ${missing(page, 'hero_image', strings.noHero)}
  </div>`;
}

function video(page: Page, state: VideoState): TemplateResult {
  const { strings } = page;
  if (state.type === 'clip')
    return html`<figure class="hero clip">
      <video src=${state.src} controls preload="metadata" aria-label=${strings.video} @error=${(event: Event) => { markFailed(event, true); }} @loadedmetadata=${(event: Event) => { markFailed(event, false); }}></video>
      <p class="hero-failed">${icon('warning')}<span>${state.failed}</span></p>
      <figcaption><span class="muted">${strings.video}</span>${goTo(page, strings.video, page.view.page?.offsets.video)}</figcaption>
    </figure>`;
  return html`<div class="hero">
    ${state.type === 'problem' ? html`<p class="note is-warning">${icon('warning')}<span>${state.message}</span></p>` : nothing}
    ${missing(page, 'video', strings.noVideo)}
  </div>`;
}

function markFailed({ currentTarget }: Event, failed: boolean): void {
  if (currentTarget instanceof HTMLElement) currentTarget.closest('.hero')?.classList.toggle('has-failed', failed);
}
