import { html, nothing, type TemplateResult } from 'lit';
import type { QuotaState, ReviewState } from '../../src/plan/reviewProtocol.js';
import { fill } from '../host.js';
import { button, icon, note } from './parts.js';
import type { Page } from './view.js';

/** What was asked, how far the plan keeps to it, and what to do with it. The bar with the quotas stays in sight. */
export function head(page: Page, review: ReviewState): TemplateResult {
  const { strings, send } = page;
  return html`<header class="intro">
      <p class="eyebrow"><button class="link" title=${fill(strings.open, review.cluster)} @click=${() => { send({ type: 'openCluster' }); }}>${review.cluster}</button></p>
      <h1>${strings.heading}</h1>
      <p class="message" aria-label=${strings.specialMessage}>${review.message}</p>
      <p class="planning muted"><span>${review.planner}</span><button class="link figures" title=${strings.costs} aria-label="${strings.planning}: ${review.cost}. ${strings.costs}" @click=${() => { send({ type: 'openCosts' }); }}>${review.cost}</button></p>
      ${review.notes.length === 0 ? nothing : html`<ul class="notes">${review.notes.map((one) => note(page, one))}</ul>`}
    </header>
    <div class="bar">
      <ul class="quotas" aria-label=${strings.quotas}>${review.quotas.map((quota) => quotaChip(quota))}</ul>
      <div class="bar-actions">${actions(page, review)}</div>
    </div>`;
}

const quotaIcons = { met: 'pass-filled', short: 'circle-large-outline', over: 'warning' } as const;

function quotaChip({ label, count, state, spoken }: QuotaState): TemplateResult {
  return html`<li class="quota is-${state}">
    ${icon(quotaIcons[state])}<span aria-hidden="true">${label}</span><span class="figures" aria-hidden="true">${count}</span><span class="hidden">${spoken}</span>
  </li>`;
}

function actions({ strings, send, receivedAt }: Page, { busy, askMissing, create, createBlocker }: ReviewState): TemplateResult {
  if (busy)
    return html`<span class="running" aria-busy="true">
        <vscode-progress-ring role="presentation" aria-live="off" aria-hidden="true"></vscode-progress-ring>
        <span>${busy.label}</span>
        <span class="muted figures">${fill(strings.seconds, Math.floor(busy.seconds + (performance.now() - receivedAt) / 1000))}</span>
      </span>
      ${busy.canCancel ? button({ label: strings.cancel, run: () => { send({ type: 'cancel' }); } }) : nothing}`;
  return html`${button({ label: strings.discard, run: () => { send({ type: 'discard' }); } })}
    ${askMissing === undefined ? nothing : button({ label: askMissing, run: () => { send({ type: 'askMissing' }); } })}
    ${createBlocker === undefined
      ? button({ label: create, isPrimary: true, run: () => { send({ type: 'create' }); } })
      : html`<span class="muted">${createBlocker}</span>`}`;
}
