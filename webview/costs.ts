import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import '@vscode-elements/elements/dist/vscode-tab-header/index.js';
import '@vscode-elements/elements/dist/vscode-tab-panel/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { CostsStrings } from '../src/cost/costsState.js';
import type { CostRow, CostsState, CostTab, FromCosts, ToCosts } from '../src/cost/protocol.js';
import { connect, fill, readStrings } from './host.js';

interface Saved {
  readonly tab: number;
}

const host = connect<FromCosts, Saved>();
const strings = readStrings() as CostsStrings;
const app = document.createElement('main');
document.body.append(app);

function page({ total, scope, tabs }: CostsState): TemplateResult {
  if (tabs.every(({ rows }) => rows.length === 0))
    return html`<div class="empty">
      <span class="codicon codicon-credit-card" aria-hidden="true"></span>
      <h1>${strings.none}</h1>
      <p class="muted">${strings.noneAdvice}</p>
    </div>`;
  return html`<header>
      <h1>${strings.title}</h1>
      <p class="total figures">${total}</p>
      <p class="muted">${scope}</p>
    </header>
    <vscode-tabs selected-index=${savedTab()} @vsc-tabs-select=${(event: CustomEvent<{ selectedIndex: number }>) => { host.save({ tab: event.detail.selectedIndex }); }}>
      ${tabs.map(({ label }) => html`<vscode-tab-header slot="header">${label}</vscode-tab-header>`)}
      ${tabs.map((tab) => html`<vscode-tab-panel>${table(tab)}</vscode-tab-panel>`)}
    </vscode-tabs>`;
}

// The native table: the component cuts long names off, and cannot be navigated by row and column.
function table({ rows, label, column }: CostTab): TemplateResult {
  return html`<table aria-label=${label}>
    <thead><tr><th scope="col">${column}</th><th scope="col" class="bar-cell"><span class="hidden">${strings.cost}</span></th><th scope="col" class="number">${strings.runs}</th><th scope="col" class="number">${strings.cost}</th></tr></thead>
    <tbody>${rows.map((row) => tableRow(row))}</tbody>
  </table>`;
}

function tableRow({ label, runs, cost, share, uri }: CostRow): TemplateResult {
  const name = uri === undefined
    ? html`<span class="wrap">${label}</span>`
    : html`<button class="link wrap" title=${fill(strings.open, label)} @click=${() => { host.send({ type: 'openPost', uri }); }}>${label}</button>`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="bar-cell">${share > 0 ? html`<meter min="0" max="1" value=${share} aria-hidden="true"></meter>` : nothing}</td>
    <td class="number">${runs.toLocaleString(document.documentElement.lang)}</td>
    <td class="number cost">${cost}</td>
  </tr>`;
}

function savedTab(): number {
  const { saved } = host;
  return typeof saved === 'object' && saved !== null && 'tab' in saved && typeof saved.tab === 'number' ? saved.tab : 0;
}

window.addEventListener('message', ({ data }: MessageEvent<ToCosts>) => { render(page(data.costs), app); });
host.send({ type: 'ready' });
