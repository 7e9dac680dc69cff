import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { contentFormats } from '../../src/common/terms.js';
import type { Choice, ItemState, ReviewState } from '../../src/plan/reviewProtocol.js';
import { fill } from '../host.js';
import { fieldValue, icon, note, quietButton } from './parts.js';
import type { Page } from './view.js';

/** One proposed post. A dropped one keeps its line, so that it can be taken back. */
export function item(page: Page, review: ReviewState, state: ItemState): TemplateResult {
  const { strings, send } = page;
  const { key, isKept, isSurplus } = state;
  const keep = (kept: boolean): void => { send({ type: 'keep', item: key, isKept: kept }); };
  return html`${keyed(
    key,
    html`<li class="item ${isKept ? '' : 'is-dropped'} ${isSurplus ? 'is-surplus' : ''}" aria-label=${state.name}>
      <div class="item-tick">
        <vscode-checkbox
          .checked=${isKept}
          aria-label=${fill(strings.include, nameOf(state))}
          @change=${(event: Event) => { keep((event.target as HTMLInputElement).checked); }}
        ></vscode-checkbox>
      </div>
      <div class="item-main">
        <div class="item-head">
          ${title(page, state)}
          ${isKept ? nothing : html`<span class="tag">${strings.dropped}</span>`}
          ${isKept && isSurplus ? html`<span class="tag is-warning">${strings.surplus}</span>` : nothing}
        </div>
        ${isKept ? body(page, state, review) : nothing}
        <div class="item-foot">
          ${isKept ? texts(page, state) : nothing}
          <div class="item-actions">
            ${isKept
              ? html`${state.askAnother === undefined ? nothing : quietButton({ label: state.askAnother, spoken: `${state.askAnother}: ${nameOf(state)}`, icon: 'sparkle', isDisabled: review.busy !== undefined, run: () => { send({ type: 'askAnother', item: key }); } })}
                  ${quietButton({ label: strings.drop, spoken: fill(strings.dropItem, nameOf(state)), icon: 'close', run: () => { keep(false); } })}`
              : quietButton({ label: strings.restore, spoken: fill(strings.restoreItem, nameOf(state)), icon: 'discard', run: () => { keep(true); } })}
          </div>
        </div>
      </div>
    </li>`,
  )}`;
}

function nameOf({ title: text, name }: ItemState): string {
  return text.trim() === '' ? name : text;
}

/** A text area: a title is one line in the file, and may need two on the screen. */
function title({ strings, send }: Page, { key, title: text, name, isKept }: ItemState): TemplateResult {
  const id = `title-${key}`;
  return html`<textarea
    class="title"
    id=${id}
    rows="1"
    spellcheck="true"
    ?readonly=${!isKept}
    aria-label=${fill(strings.title, name)}
    placeholder=${strings.titlePlaceholder}
    .value=${fieldValue(id, text)}
    @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter') event.preventDefault(); }}
    @input=${(event: Event) => { send({ type: 'text', item: key, field: 'title', text: (event.target as HTMLTextAreaElement).value }); }}
  ></textarea>`;
}

function body(page: Page, state: ItemState, review: ReviewState): TemplateResult {
  const { strings, send } = page;
  const { key } = state;
  return html`<div class="kinds">
      ${select({ id: `pillar-${key}`, label: strings.pillar, spoken: fill(strings.pillarOf, nameOf(state)), value: state.pillar, choices: review.pillars, choose: (pillar) => { send({ type: 'pillar', item: key, pillar }); } })}
      ${select({ id: `format-${key}`, label: strings.format, spoken: fill(strings.formatOf, nameOf(state)), value: state.contentFormat, choices: review.formats, choose: (value) => { chooseFormat(page, key, value); } })}
    </div>
    ${state.notes.length === 0 ? nothing : html`<ul class="notes">${state.notes.map((one) => note(page, one))}</ul>`}
    ${restsOn(page, state)}`;
}

// The native element tells screen readers whether it is open, and opens for find-in-page.
function texts(page: Page, state: ItemState): TemplateResult {
  const { strings, open } = page;
  const { key } = state;
  return html`<details ?open=${open.has(key)} @toggle=${(event: Event) => { remember(page, key, event.target as HTMLDetailsElement); }}>
    <summary>${icon('chevron-right')}${strings.briefAndRationale}</summary>
    ${longText(page, state, 'brief', strings.brief, fill(strings.briefOf, nameOf(state)))}
    ${longText(page, state, 'rationale', strings.rationale, fill(strings.rationaleOf, nameOf(state)))}
  </details>`;
}

function restsOn({ strings, send }: Page, { facts }: ItemState): TemplateResult {
  if (facts.length === 0) return html`<p class="muted">${strings.noFacts}</p>`;
  return html`<ul class="rests-on" aria-label=${strings.restsOn}>
    ${facts.map(
      ({ id, text, note: also }) => html`<li>
        <button class="link fact-id" title=${fill(strings.showFact, id)} aria-label=${fill(strings.showFact, id)} @click=${() => { send({ type: 'openFact', fact: id }); }}>${id}</button>
        <span>${text}${also === undefined ? nothing : html` <span class="also">${also}</span>`}</span>
      </li>`,
    )}
  </ul>`;
}

interface Select {
  readonly id: string;
  readonly label: string;
  readonly spoken: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly choose: (value: string) => void;
}

function select({ id, label, spoken, value, choices, choose }: Select): TemplateResult {
  return html`<span class="kind">
    <span class="muted" aria-hidden="true">${label}</span>
    <vscode-single-select id=${id} label=${spoken} .value=${value} @change=${(event: Event) => { choose((event.target as HTMLSelectElement).value); }}>
      ${choices.map((choice) => html`<vscode-option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</vscode-option>`)}
    </vscode-single-select>
  </span>`;
}

function longText({ send }: Page, state: ItemState, field: 'brief' | 'rationale', label: string, spoken: string): TemplateResult {
  const id = `${field}-${state.key}`;
  return html`<label class="field" for=${id}>
    <span class="muted">${label}</span>
    <textarea id=${id} class="long" rows="2" spellcheck="true" aria-label=${spoken} .value=${fieldValue(id, state[field])} @input=${(event: Event) => { send({ type: 'text', item: state.key, field, text: (event.target as HTMLTextAreaElement).value }); }}></textarea>
  </label>`;
}

function chooseFormat({ send }: Page, item_: string, value: string): void {
  const contentFormat = contentFormats.find((known) => known === value);
  if (contentFormat) send({ type: 'format', item: item_, contentFormat });
}

/** What is open stays open when the page is drawn again. */
function remember({ open }: Page, key: string, { open: isOpen }: HTMLDetailsElement): void {
  if (isOpen) open.add(key);
  else open.delete(key);
}
