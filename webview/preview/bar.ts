import { html, nothing, type TemplateResult } from 'lit';
import { cancelButton, icon, runButton, runningLine } from './parts.js';
import { stateIcon } from './desk.js';
import type { Page } from './view.js';

/** Always in sight: how far the post is, what it has cost, and the one thing to do next. */
export function bar(page: Page): TemplateResult {
  const { view, strings, send } = page;
  const [run] = view.running;
  return html`<div class="bar">
    ${run
      ? html`${runningLine(page, run)}${cancelButton(page)}`
      : html`<div class="bar-state">
            <ul class="dots">
              ${view.steps?.steps.map((step) => html`<li class="is-${step.state}" title="${step.label}: ${step.stateLabel}">${icon(stateIcon(step.state))}<span class="hidden">${step.label}: ${step.stateLabel}</span></li>`)}
            </ul>
            <span class="bar-summary">${view.steps?.summary}</span>
            <button class="link figures" title=${strings.costs} aria-label="${strings.total} ${view.page?.total ?? ''}. ${strings.costs}" @click=${() => { send({ type: 'openCosts' }); }}>${view.page?.total}</button>
          </div>
          ${view.steps?.runAll === undefined ? nothing : runButton(page, 'pipeline', view.steps.runAll, true)}`}
  </div>`;
}

export function problems({ view, strings, send }: Page): TemplateResult | typeof nothing {
  const rows = view.page?.problems.filter(({ severity }) => severity === 'error' || severity === 'warning') ?? [];
  if (rows.length === 0) return nothing;
  return html`<details class="problems">
    <summary>${icon('chevron-right')}${icon(rows.some(({ severity }) => severity === 'error') ? 'error' : 'warning')}<span>${strings.problems}</span><vscode-badge variant="counter">${rows.length}</vscode-badge></summary>
    <ul>
      ${rows.map(({ severity, message, offset }) => html`<li class="is-${severity}">${icon(severity === 'error' ? 'error' : 'warning')}<button class="link" @click=${() => { send({ type: 'reveal', offset }); }}>${message}</button></li>`)}
    </ul>
  </details>`;
}
