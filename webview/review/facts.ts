import { html, type TemplateResult } from 'lit';
import type { ReviewState } from '../../src/plan/reviewProtocol.js';
import { fill } from '../host.js';
import type { Page } from './view.js';

/** Every fact of the cluster, with how many posts rest on it. */
export function facts({ strings, send }: Page, review: ReviewState): TemplateResult {
  return html`<section class="facts" aria-labelledby="facts">
    <h2 id="facts">${strings.facts}</h2>
    <p class="muted">${review.factSummary}</p>
    <ul>
      ${review.facts.map(
        ({ id, text, uses, usesLabel }) => html`<li class="fact is-${uses}">
          <button class="link fact-id" title=${fill(strings.showFact, id)} aria-label=${fill(strings.showFact, id)} @click=${() => { send({ type: 'openFact', fact: id }); }}>${id}</button>
          <span class="fact-text">${text}</span>
          <span class="uses">${usesLabel}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}
