import { html, noChange, nothing, type TemplateResult } from 'lit';
import type { NoteState } from '../../src/plan/reviewProtocol.js';
import { fill } from '../host.js';
import type { Page } from './view.js';

export const icon = (name: string): TemplateResult => html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;

export interface Action {
  readonly label: string;
  /** For screen readers, where the label alone does not say of what. */
  readonly spoken?: string | undefined;
  readonly isPrimary?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly run: () => void;
}

export function button({ label, spoken, isPrimary = false, isDisabled = false, run }: Action): TemplateResult {
  return html`<vscode-button ?secondary=${!isPrimary} ?disabled=${isDisabled} aria-label=${spoken ?? label} @keydown=${keepPage} @click=${run}>${label}</vscode-button>`;
}

/** For what each item has: in sight, and out of the way of the eye. */
export function quietButton({ label, spoken, icon: name, isDisabled = false, run }: Action & { readonly icon: string }): TemplateResult {
  return html`<vscode-toolbar-button icon=${name} label=${spoken ?? label} ?disabled=${isDisabled} @click=${run}>${label}</vscode-toolbar-button>`;
}

/** What a field shows: while somebody types in it, what they typed. */
export function fieldValue(id: string, value: string): string | typeof noChange {
  return document.activeElement?.id === id ? noChange : value;
}

export function note({ send, strings }: Page, { severity, text, link }: NoteState): TemplateResult {
  return html`<li class="note is-${severity}">
    ${icon(severity === 'warning' ? 'warning' : 'info')}
    <span>${text}${link === undefined ? nothing : html` <button class="link" title=${fill(strings.open, link.label)} @click=${() => { send({ type: 'openLink', uri: link.uri }); }}>${link.label}</button>`}</span>
  </li>`;
}

/** The component answers to the space bar, which would scroll the page as well. */
function keepPage(event: KeyboardEvent): void {
  if (event.key === ' ') event.preventDefault();
}
