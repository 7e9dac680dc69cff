import { html, nothing, type TemplateResult } from 'lit';
import type { CaptionMeter, CaptionState, ReceiptRow, StepState } from '../../src/preview/protocol.js';
import { fill } from '../host.js';
import { goTo, icon, missing, runningLine, stepAction } from './parts.js';
import { runOf, type Page } from './view.js';

/** What surrounds the post: captions, steps, plan, receipts. */
export function desk(page: Page): TemplateResult {
  const { strings } = page;
  const offsets = page.view.page?.offsets;
  return html`
    ${isUnwritten(page) ? plan(page) : nothing}
    <section class="captions" aria-labelledby="captions">
      <div class="section-head"><h2 id="captions">${strings.caption}</h2>${goTo(page, strings.caption, offsets?.caption)}</div>
      ${captions(page)}
    </section>
    <section id="pipeline-section" aria-labelledby="pipeline">
      <div class="section-head"><h2 id="pipeline">${strings.pipeline}</h2></div>
      <ol class="steps">${page.view.steps?.steps.map((step) => stepRow(page, step))}</ol>
    </section>
    ${isUnwritten(page) ? nothing : plan(page)} ${receipts(page)}
  `;
}

function captions(page: Page): TemplateResult {
  const { view, strings } = page;
  const run = runOf(page, 'caption');
  const written = view.written.get('caption');
  const live = run && written !== undefined
    ? html`<div class="card live" aria-busy="true">${runningLine(page, run)}<p class="caption-text">${written}</p></div>`
    : nothing;
  const list = view.page?.captions ?? [];
  if (list.length === 0 && live === nothing) return missing(page, 'caption', strings.noCaption);
  return html`${live}${list.map((caption) => captionCard(page, caption))}`;
}

function captionCard({ view, strings, send }: Page, caption: CaptionState): TemplateResult {
  const { platform } = caption;
  const isCopied = view.copied === (platform ?? '');
  return html`<div class="card">
    <div class="card-head">
      <h3>${caption.label}</h3>
      <vscode-toolbar-button
        icon=${isCopied ? 'check' : 'copy'}
        label=${`${isCopied ? strings.copied : strings.copy}: ${caption.label}`}
        @click=${() => { send(platform === undefined ? { type: 'copyCaption' } : { type: 'copyCaption', platform }); }}
      >${isCopied ? strings.copied : strings.copy}</vscode-toolbar-button>
    </div>
    <p class="caption-text">${marked(caption.text)}</p>
    <ul class="meters">${caption.meters.map((meter) => lengthMeter(strings, meter))}</ul>
  </div>`;
}

/** Tags and mentions as platforms show them: in another colour. */
function marked(text: string): (string | TemplateResult)[] {
  return text.trim().split(/(?<![\p{L}\p{N}_&/])([#@][\p{L}\p{N}_]+)/u).map((part, index) => (index % 2 === 1 ? html`<span class="tag">${part}</span>` : part));
}

function lengthMeter(strings: Page['strings'], { label, length, max }: CaptionMeter): TemplateResult {
  const over = max === undefined ? 0 : length - max;
  const text = max === undefined ? length.toLocaleString() : fill(strings.ofMax, length.toLocaleString(), max.toLocaleString());
  return html`<li class=${over > 0 ? 'is-over' : ''}>
    <span class="meter-label">${label}</span>
    ${max === undefined ? nothing : html`<meter min="0" max=${max} high=${max * 0.9} optimum="0" value=${Math.min(length, max)} aria-label=${`${label}: ${text}`}></meter>`}
    <span class="figures">${text}${over > 0 ? html` <strong>${fill(strings.over, over)}</strong>` : nothing}</span>
  </li>`;
}

const stateIcons = { missing: 'circle-large-outline', fresh: 'pass-filled', stale: 'history', edited: 'edit' } as const;

export function stateIcon(state: StepState['state']): string {
  return stateIcons[state];
}

function stepRow(page: Page, step: StepState): TemplateResult {
  const run = runOf(page, step.step);
  return html`<li class="step is-${run ? 'running' : step.state}">
    <span class="step-icon">${run ? icon('loading codicon-modifier-spin') : icon(stateIcons[step.state])}</span>
    <div class="step-main">
      <p class="step-name">${step.label} ${run ? nothing : html`<span class="state">${step.stateLabel}</span>`}</p>
      <p class="muted provider">${step.provider}</p>
    </div>
    ${run ? html`<div class="step-wide">${runningLine(page, run)}</div>` : html`<div class=${step.blocker === undefined ? 'step-action' : 'step-wide'}>${stepAction(page, step.step)}</div>`}
    ${run ? nothing : redo(page, step)}
    ${remarks(page, step)}
  </li>`;
}

/** A link, since the step's own button is what is meant most of the time. */
function redo({ send }: Page, { step, redo: label }: StepState): TemplateResult | typeof nothing {
  if (label === undefined) return nothing;
  return html`<p class="redo"><button class="link" data-redo=${step} @click=${() => { send({ type: 'redo', step }); }}>${label}</button></p>`;
}

function remarks({ strings }: Page, step: StepState): TemplateResult | typeof nothing {
  const lists = [
    [strings.warnings, step.warnings],
    [strings.gaps, step.gaps],
    [strings.leftOut, step.leftOut],
  ] as const;
  if (lists.every(([, items]) => items.length === 0)) return nothing;
  return html`<div class="remarks">
    ${lists.map(([title, items]) => (items.length === 0 ? nothing : html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`))}
  </div>`;
}

function plan(page: Page): TemplateResult | typeof nothing {
  const { strings, view } = page;
  if (!view.page) return nothing;
  const { brief, rationale, specialMessage, sources } = view.page.plan;
  const entries = ([[strings.brief, brief], [strings.rationale, rationale], [strings.specialMessage, specialMessage]] as const)
    .filter(([, text]) => text !== undefined && text.trim() !== '');
  if (entries.length === 0 && sources.length === 0) return nothing;
  // The native element tells screen readers whether it is open, and opens for find-in-page.
  return html`<details class="section" ?open=${isUnwritten(page)}>
    <summary>${icon('chevron-right')}<h2>${strings.plan}</h2>${goTo(page, strings.plan, view.page.offsets.plan)}</summary>
    <dl>
      ${entries.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}
      ${sources.length === 0 ? nothing : html`<dt>${strings.sources}</dt>${sources.map((source) => html`<dd>${source}</dd>`)}`}
    </dl>
  </details>`;
}

/** Before there is a body, the plan is all there is to read. */
function isUnwritten({ view }: Page): boolean {
  return view.body !== undefined && view.body.text.trim() === '';
}

function receipts(page: Page): TemplateResult | typeof nothing {
  const { strings, view, send } = page;
  if (!view.page) return nothing;
  const rows = view.page.receipts;
  return html`<section class="receipts" aria-labelledby="receipts">
    <div class="section-head"><h2 id="receipts">${strings.receipts}</h2>${goTo(page, strings.receipts, view.page.offsets.pipeline)}</div>
    ${rows.length === 0
      ? html`<p class="muted">${strings.noReceipts}</p>`
      : html`<table>
          <thead><tr><th scope="col">${strings.step}</th><th scope="col">${strings.model}</th><th scope="col" class="number">${strings.cost}</th></tr></thead>
          <tbody>${rows.map((row) => receiptRow(page, row))}</tbody>
          <tfoot><tr><th scope="row" colspan="2">${strings.total}</th><td class="number">${view.page.total}</td></tr></tfoot>
        </table>`}
    <p><button class="link" @click=${() => { send({ type: 'openCosts' }); }}>${strings.costs}</button></p>
  </section>`;
}

const statusIcons = { done: 'check', failed: 'error', canceled: 'circle-slash' } as const;

function receiptRow({ strings, send }: Page, row: ReceiptRow): TemplateResult {
  const { prompt } = row;
  const when = row.at === undefined ? nothing : html`<time datetime=${row.at}>${localTime(row.at)}</time>`;
  return html`<tr class="is-${row.status}">
    <td>
      <p class="receipt-step" title=${row.statusLabel}>${icon(statusIcons[row.status])}<span>${row.step}</span>${row.status === 'done' ? html`<span class="hidden">${row.statusLabel}</span>` : html`<span class="state">${row.statusLabel}</span>`}</p>
      <p class="muted">${when}</p>
    </td>
    <td>
      <p class="wrap">${row.model === '' ? row.provider : row.model}</p>
      <p class="muted wrap">${[row.model === '' ? undefined : row.provider, row.channel].filter((part) => part !== undefined && part !== '').join(' · ')}</p>
      ${row.artifact === undefined ? nothing : html`<p class="muted wrap" title=${row.artifact}>${row.artifact.split('/').at(-1)}</p>`}
      ${prompt === undefined ? nothing : html`<p><button class="link" aria-label=${`${strings.showPrompt}: ${row.step}`} @click=${() => { send({ type: 'showPrompt', prompt }); }}>${strings.showPrompt}</button></p>`}
      ${row.error === undefined ? nothing : html`<p class="error wrap">${row.error}</p>`}
    </td>
    <td class="number">
      <p>${row.cost}</p>
      <p class="muted">${[row.basis === 'free' ? undefined : row.basis, row.duration].filter((part) => part !== undefined).join(' · ')}</p>
    </td>
  </tr>`;
}

function localTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const isThisYear = time.getFullYear() === new Date().getFullYear();
  return time.toLocaleString(document.documentElement.lang, {
    month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', ...(isThisYear ? {} : { year: 'numeric' }),
  });
}
