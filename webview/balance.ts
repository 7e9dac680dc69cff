import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import '@vscode-elements/elements/dist/vscode-tab-header/index.js';
import '@vscode-elements/elements/dist/vscode-tab-panel/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { Action, BalanceState, Cell, FromBalance, Link, Tab, Table, ToBalance } from '../src/balance/protocol.js';
import type { BalanceStrings } from '../src/balance/strings.js';
import { connect, fill, readStrings } from './host.js';

interface Saved {
  readonly tab: number;
}

const host = connect<FromBalance, Saved>();
const strings = readStrings() as BalanceStrings;
const app = document.createElement('main');
document.body.append(app);

function page({ scope, message, isSelection, tabs }: BalanceState): TemplateResult {
  if (tabs.length === 0) return nothingYet();
  return html`<header>
      <h1>${strings.title}</h1>
      <p class="scope">${scope} ${isSelection ? button('showAll', strings.showAll) : nothing}</p>
    </header>
    ${messageForm(message)}
    <div class="tabs"><vscode-tabs selected-index=${savedTab()} @vsc-tabs-select=${(event: CustomEvent<{ selectedIndex: number }>) => { host.save({ tab: event.detail.selectedIndex }); }}>
      ${tabs.map(({ label, badge }) => html`<vscode-tab-header slot="header">${label}${badge === undefined ? nothing : html`<vscode-badge slot="content-after" variant="counter">${badge}</vscode-badge>`}</vscode-tab-header>`)}
      ${tabs.map((tab) => html`<vscode-tab-panel>${tabPanel(tab)}</vscode-tab-panel>`)}
    </vscode-tabs></div>`;
}

function nothingYet(): TemplateResult {
  return html`<div class="empty">
    <span class="codicon codicon-law" aria-hidden="true"></span>
    <h1>${strings.none}</h1>
    <p class="muted">${strings.noneAdvice}</p>
    ${button('newPost', strings.newPost)}
  </div>`;
}

function messageForm(message: string): TemplateResult {
  const count = (event: Event): void => {
    event.preventDefault();
    const field = app.querySelector('vscode-textfield');
    host.send({ type: 'message', text: field?.value ?? '' });
  };
  const clear = (): void => { host.send({ type: 'message', text: '' }); };
  return html`<form @submit=${count}>
    <label for="message">${strings.message}</label>
    <div class="field">
      <vscode-textfield id="message" .value=${message} .label=${strings.message}></vscode-textfield>
      <vscode-button secondary @click=${count}>${strings.check}</vscode-button>
      ${message === '' ? nothing : html`<vscode-button secondary @click=${clear}>${strings.clear}</vscode-button>`}
    </div>
    <p class="muted">${strings.messageHint}</p>
  </form>`;
}

function tabPanel({ id, tables, empty, actions }: Tab): TemplateResult {
  if (empty !== undefined) return html`<p class="none muted">${empty}</p>`;
  const copy = (format: 'csv' | 'markdown', label: string): TemplateResult =>
    html`<button class="link" @click=${() => { host.send({ type: 'copy', tab: id, format }); }}>${label}</button>`;
  return html`${tables.map((one, at) => table(one, `${id}-${at}`))}
    ${actions.map(({ action, label }) => html`<p class="action">${button(action, label)}</p>`)}
    <p class="copies">${copy('markdown', strings.copyMarkdown)} ${copy('csv', strings.copyCsv)}</p>`;
}

// The native table: the component cuts long texts off, and cannot be navigated by row and column.
function table({ label, note, columns, rows, more }: Table, id: string): TemplateResult {
  return html`<h2 id=${id} class="wrap">${label}</h2>
    ${note === undefined ? nothing : html`<p class="note muted wrap">${note}</p>`}
    ${rows.length === 0 ? nothing : html`<div class="scroller"><table aria-labelledby=${id}>
      <thead><tr>${columns.map((column) => html`<th scope="col" class=${column.isNumber ? 'number' : ''}>${column.label}</th>`)}</tr></thead>
      <tbody>${rows.map((cells) => html`<tr>${cells.map((one, at) => cell(one, at, columns[at]?.isNumber === true))}</tr>`)}</tbody>
    </table></div>`}
    ${more === undefined ? nothing : html`<p class="note muted">${more}</p>`}`;
}

function cell(one: Cell, at: number, isNumber: boolean): TemplateResult {
  const { text, link, links = [], tone } = one;
  const kind = [isNumber ? 'number' : '', links.length > 0 ? 'links' : '', tone ?? ''].join(' ');
  const content = html`${link ? linkButton(link, text) : nothing}${links.length > 0
    ? html`<ul>${links.map((target) => html`<li>${linkButton(target, target.label)}</li>`)}${text === '' ? nothing : html`<li class="muted">${text}</li>`}</ul>`
    : link ? nothing : text}`;
  return at === 0 && !isNumber ? html`<th scope="row" class=${kind}>${content}</th>` : html`<td class=${kind}>${content}</td>`;
}

function linkButton({ label, uri, fact }: Link, text: string): TemplateResult {
  const title = fact === undefined ? fill(strings.open, label) : fill(strings.openFact, fact, label);
  return html`<button class="link wrap" title=${title} @click=${() => { host.send({ type: 'open', uri, fact }); }}>${text}</button>`;
}

function button(action: Action, label: string): TemplateResult {
  return html`<vscode-button secondary @click=${() => { host.send({ type: 'action', action }); }}>${label}</vscode-button>`;
}

function savedTab(): number {
  const { saved } = host;
  return typeof saved === 'object' && saved !== null && 'tab' in saved && typeof saved.tab === 'number' ? saved.tab : 0;
}

window.addEventListener('message', ({ data }: MessageEvent<ToBalance>) => { render(page(data.balance), app); });
host.send({ type: 'ready' });
