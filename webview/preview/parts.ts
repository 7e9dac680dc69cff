import { html, nothing, type TemplateResult } from 'lit';
import type { RunTarget, StepTarget } from '../../src/preview/protocol.js';
import { fill } from '../host.js';
import { runOf, secondsOf, stepOf, type Page, type View } from './view.js';

export const icon = (name: string): TemplateResult =>
  html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;

/** Its label says what it does and what it costs. */
export function runButton({ send }: Page, target: RunTarget, label: string, isPrimary: boolean): TemplateResult {
  return html`<vscode-button
    ?secondary=${!isPrimary}
    data-target=${target}
    @keydown=${keepPage}
    @click=${() => { send({ type: 'run', target }); }}
  >${label}</vscode-button>`;
}

export function goTo({ send, strings }: Page, section: string, offset: number | undefined): TemplateResult | typeof nothing {
  if (offset === undefined) return nothing;
  const label = fill(strings.goTo, section);
  return html`<vscode-toolbar-button
    class="go-to"
    icon="go-to-file"
    label=${label}
    title=${label}
    @click=${() => { send({ type: 'reveal', offset }); }}
  ></vscode-toolbar-button>`;
}

/** Ring, what is being done, seconds. */
export function runningLine({ strings }: Page, run: View['running'][number]): TemplateResult {
  return html`<span class="running">
    <vscode-progress-ring role="presentation" aria-live="off" aria-hidden="true"></vscode-progress-ring>
    <span class="running-text"><span>${run.label}</span>${run.message === undefined ? nothing : html`<span class="muted">${run.message}</span>`}</span>
    <span class="muted figures">${fill(strings.seconds, secondsOf(run))} · ${run.price}</span>
  </span>`;
}

export function cancelButton({ send, strings }: Page): TemplateResult {
  return html`<vscode-button secondary data-action="cancel" @keydown=${keepPage} @click=${() => { send({ type: 'cancel' }); }}>${strings.cancel}</vscode-button>`;
}

/** Stands where a step's output will be: what is missing, and the button that makes it. */
export function missing(page: Page, step: StepTarget, title: string, advice?: string): TemplateResult {
  const run = runOf(page, step);
  if (run) return html`<div class="missing is-running">${runningLine(page, run)}</div>`;
  const state = stepOf(page, step);
  return html`<div class="missing">
    <p class="missing-title">${title}</p>
    ${state?.blocker === undefined && advice !== undefined ? html`<p class="muted">${advice}</p>` : nothing}
    ${stepAction(page, step)}
  </div>`;
}

/** The button of a step, or why there is none. */
export function stepAction(page: Page, step: StepTarget): TemplateResult | typeof nothing {
  const state = stepOf(page, step);
  if (!state) return nothing;
  if (state.blocker !== undefined) return html`<p class="muted blocker">${state.blocker}</p>`;
  return runButton(page, step, state.action, false);
}

/** The component answers to the space bar, which would scroll the page as well. */
function keepPage(event: KeyboardEvent): void {
  if (event.key === ' ') event.preventDefault();
}
