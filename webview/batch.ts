import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { BatchStrings } from '../src/pipeline/batchStrings.js';
import type { BatchPageState, BatchRow, BatchSection, FromBatch, ToBatch } from '../src/pipeline/batchProtocol.js';
import { connect, fill, readStrings } from './host.js';

const host = connect<FromBatch, undefined>();
const strings = readStrings() as BatchStrings;
const app = document.createElement('main');
document.body.append(app);

function page({ title, headline, lines, progress, sections, actions }: BatchPageState): TemplateResult {
  return html`<header>
      <h1>${title}</h1>
      <p class="total figures">${headline}</p>
      ${lines.map((line) => html`<p class="muted">${line}</p>`)}
      ${progress === undefined ? nothing : html`<progress max="1" value=${progress} aria-label=${headline}></progress>`}
      ${actions.length === 0 ? nothing : html`<p class="actions">${actions.map(({ id, label }, index) => html`<vscode-button ?secondary=${index > 0 || id === 'showCosts'} @click=${() => { host.send({ type: 'act', action: id }); }}>${label}</vscode-button>`)}</p>`}
    </header>
    ${sections.map(list)}`;
}

function list({ label, icon, rows, more }: BatchSection): TemplateResult {
  return html`<section aria-label=${label}>
    <h2><span class="codicon codicon-${icon} is-${icon}" aria-hidden="true"></span>${label}</h2>
    <table aria-label=${label}>
      <thead><tr><th scope="col">${strings.post}</th><th scope="col">${strings.steps}</th><th scope="col" class="number">${strings.cost}</th></tr></thead>
      <tbody>${rows.map(tableRow)}</tbody>
    </table>
    ${more === undefined ? nothing : html`<p class="muted">${more}</p>`}
  </section>`;
}

function tableRow({ uri, label, steps, cost, note }: BatchRow): TemplateResult {
  return html`<tr>
    <th scope="row">
      <button class="link wrap" title=${fill(strings.open, label)} @click=${() => { host.send({ type: 'openPost', uri }); }}>${label}</button>
      ${note === undefined ? nothing : html`<p class="note wrap">${note}</p>`}
    </th>
    <td class="muted">${steps}</td>
    <td class="number">${cost}</td>
  </tr>`;
}

window.addEventListener('message', ({ data }: MessageEvent<ToBatch>) => { render(page(data.batch), app); });
host.send({ type: 'ready' });
