import { t } from '@vscode/l10n';
import type { Channel, ReceiptStatus } from '../common/terms.js';
import { basisLabel, formatCost, stepLabel } from '../cost/format.js';
import type { Receipt } from '../post/post.js';
import { code, escaped } from './markdownText.js';

/** Who made what, when, how long it took and what it cost: Markdown paragraphs. */
export function receiptStory(receipt: Receipt, language: string): readonly string[] {
  const { platform, error, tokens } = receipt;
  const what = platform === undefined ? stepLabel(receipt.step) : t('{0} for {1}', stepLabel(receipt.step), platform);
  const lines: readonly (string | undefined)[] = [
    `**${escaped(t('{0}: {1}', what, statusLabel(receipt.status)))}**`,
    error === undefined ? undefined : escaped(error),
    who(receipt),
    cost(receipt),
    when(receipt, language),
    tokens && t('Tokens: {0} read, {1} of them cached, {2} written', count(tokens.input), count(tokens.cached), count(tokens.output)),
    receipt.artifact === undefined ? undefined : t('File: {0}', code(receipt.artifact)),
    receipt.channel === 'builtin' ? t('No prompt was sent: what is built in works by rules.') : undefined,
    receipt.requestId === undefined ? undefined : t('Request: {0}', code(receipt.requestId)),
  ];
  const [head = '', ...rest] = lines.filter((line) => line !== undefined);
  return [head, ...rest.map((line) => `- ${line}`)];
}

function who({ provider, model, channel }: Receipt): string | undefined {
  const names = [provider, model].filter((name) => name !== undefined).map(escaped).join(' · ');
  if (names === '') return undefined;
  return channel === undefined ? names : t('{0}, {1}', names, channelLabel(channel));
}

function cost({ cost: amount, costBasis }: Receipt): string {
  const basis = basisLabel(costBasis);
  return escaped(basis === undefined ? t('Cost: {0}', formatCost(amount)) : t('Cost: {0} ({1})', formatCost(amount), basis));
}

function when({ at, seconds }: Receipt, language: string): string | undefined {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  const moment = Number.isNaN(time) ? at : new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  const duration = seconds === undefined ? undefined : t('{0} s', seconds.toLocaleString(language));
  const line = moment !== undefined && duration !== undefined ? t('{0}, took {1}', moment, duration) : moment ?? duration;
  return line === undefined ? undefined : escaped(line);
}

function count(value: number | undefined): string {
  return value === undefined ? t('unknown') : String(value);
}

function statusLabel(status: ReceiptStatus): string {
  switch (status) {
    case 'done': return t('done');
    case 'failed': return t('failed');
    case 'canceled': return t('canceled');
  }
}

function channelLabel(channel: Channel): string {
  switch (channel) {
    case 'api': return t('at the provider');
    case 'local': return t('on this computer');
    case 'builtin': return t('built in');
  }
}
