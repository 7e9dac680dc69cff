import { t } from '@vscode/l10n';
import { vscodeModelInfo, type ImageChoice, type KeyProvider, type TextChoice } from './choice.js';
import type { FoundServer } from './local.js';
import { readEndpoint } from './openai/endpoint.js';
import { ServiceError } from './serviceError.js';

/** What a row of the list of models does. */
export type RowAction =
  | { readonly type: 'text'; readonly choice: TextChoice }
  | { readonly type: 'image'; readonly choice: ImageChoice }
  | { readonly type: 'setKey'; readonly provider: KeyProvider }
  /** Asks for the id of a model that is not listed. */
  | { readonly type: 'otherModel'; readonly of: KeyProvider }
  | { readonly type: 'openSetting'; readonly setting: 'galley.text.baseUrl' };

export interface ModelRow {
  /** Heading above it. */
  readonly group: string;
  readonly label: string;
  /** Provider and price. */
  readonly description: string;
  /** Where the text goes. */
  readonly detail: string;
  readonly isCurrent: boolean;
  readonly action: RowAction;
}

export interface ChatModel {
  readonly vendor: string;
  readonly id: string;
  readonly name: string;
}

/** What is known while the list is open; it grows. */
export interface KnownModels {
  readonly text: TextChoice;
  readonly image: ImageChoice;
  readonly baseUrl: string;
  readonly hasTextKey: boolean;
  readonly hasImageKey: boolean;
  readonly local: readonly FoundServer[];
  readonly chat: readonly ChatModel[];
  /** The default address and model: the way back from another address. */
  readonly home: { readonly baseUrl: string; readonly model: string };
  /** At `baseUrl`. */
  readonly listed: readonly string[];
  readonly images: readonly string[];
  /** For people, by the model's id at `baseUrl` or at fal. */
  readonly prices: ReadonlyMap<string, string>;
  /** Name of the kind of remote window; `undefined` on the user's own computer. */
  readonly remote: string | undefined;
}

const nothing = '$0.00';

/** Built-in first, then what stays on the computer, then what leaves it. */
export function modelRows(known: KnownModels): readonly ModelRow[] {
  return [builtinText(known), ...localRows(known), ...chatRows(known), ...serverRows(known), ...homeRows(known), ...imageRows(known)];
}

function builtinText({ text }: KnownModels): ModelRow {
  return {
    group: t('Text'),
    label: t('Built-in writer'),
    description: t('rules, no AI model · {0}', nothing),
    detail: t('On this computer. Nothing is sent anywhere.'),
    isCurrent: text.provider === 'builtin',
    action: { type: 'text', choice: { provider: 'builtin' } },
  };
}

function localRows({ local, text, remote }: KnownModels): readonly ModelRow[] {
  return local.flatMap(({ server, models }) =>
    models
      .toSorted((a, b) => Number(a.leavesComputer) - Number(b.leavesComputer))
      .map(({ id, baseUrl, leavesComputer }) => ({
        group: t('Text: local servers'),
        label: id,
        description: leavesComputer ? t('{0} cloud · not metered here', server.name) : t('{0} · {1}', server.name, nothing),
        detail: leavesComputer ? t('Leaves this computer, through {0}.', new URL(baseUrl).host) : staysAt(new URL(baseUrl).host, remote),
        isCurrent: isAt(text, baseUrl, id),
        action: { type: 'text', choice: { provider: 'openai', baseUrl, model: id } },
      })),
  );
}

/** In a remote window, 127.0.0.1 is the other computer. */
function staysAt(host: string, remote: string | undefined): string {
  return remote === undefined
    ? t('Stays on this computer, at {0}.', host)
    : t('Stays at {0} of the remote computer ({1}).', host, remote);
}

function chatRows({ chat, text }: KnownModels): readonly ModelRow[] {
  return chat.map(({ vendor, id, name }) => {
    const { model } = vscodeModelInfo(vendor, id, name);
    return {
      group: t('Text: through VS Code'),
      label: name,
      description: t('{0} · not metered here', vendor === 'copilot' ? 'Copilot' : vendor),
      detail: vendor === 'copilot' ? t('Sent through VS Code. Uses your plan’s quota.') : t('Sent through VS Code to this provider, which may charge for it.'),
      isCurrent: text.provider === 'vscode' && (text.model === model || text.model === id),
      action: { type: 'text', choice: { provider: 'vscode', model } },
    };
  });
}

function serverRows(known: KnownModels): readonly ModelRow[] {
  const { baseUrl, text, listed, prices, hasTextKey } = known;
  const endpoint = readEndpoint(baseUrl);
  const group = t('Text: {0}', endpoint instanceof ServiceError ? baseUrl : endpoint.name);
  const changeAddress: ModelRow = {
    group,
    label: t('Change the address...'),
    description: baseUrl,
    detail: '',
    isCurrent: false,
    action: { type: 'openSetting', setting: 'galley.text.baseUrl' },
  };
  if (endpoint instanceof ServiceError) return [{ ...changeAddress, detail: endpoint.message }];
  // Found above, with more to say about it.
  if (known.local.some(({ models }) => models.some((model) => sameAddress(model.baseUrl, baseUrl)))) return [changeAddress];
  const current = text.provider === 'openai' ? [text.model] : [];
  const rows = [...new Set([...current, ...listed])].map((model): ModelRow => ({
    group,
    label: model,
    description: endpoint.isLoopback ? t('{0} · {1}', endpoint.name, nothing) : t('{0} · {1}', endpoint.name, prices.get(model) ?? t('price unknown')),
    detail: endpoint.isLoopback ? staysAt(endpoint.host, known.remote) : t('Leaves this computer, to {0}.', endpoint.host),
    isCurrent: isAt(text, baseUrl, model),
    action: { type: 'text', choice: { provider: 'openai', baseUrl, model } },
  }));
  const other: ModelRow = { group, label: t('Another model...'), description: t('by its id'), detail: '', isCurrent: false, action: { type: 'otherModel', of: 'openai' } };
  const setKey: ModelRow = {
    group,
    label: t('Set API key for {0}...', endpoint.name),
    description: t('none is set'),
    detail: t('Lists its models and lets you use them.'),
    isCurrent: false,
    action: { type: 'setKey', provider: 'openai' },
  };
  return [...rows, ...(hasTextKey || endpoint.isLoopback ? [other] : [setKey]), changeAddress];
}

function homeRows({ baseUrl, home, prices }: KnownModels): readonly ModelRow[] {
  const endpoint = readEndpoint(home.baseUrl);
  if (endpoint instanceof ServiceError || sameAddress(baseUrl, home.baseUrl)) return [];
  return [
    {
      group: t('Text: {0}', endpoint.name),
      label: home.model,
      description: t('{0} · {1}', endpoint.name, prices.get(home.model) ?? t('price unknown')),
      detail: t('Leaves this computer, to {0}.', endpoint.host),
      isCurrent: false,
      action: { type: 'text', choice: { provider: 'openai', ...home } },
    },
  ];
}

function imageRows({ image, images, prices, hasImageKey }: KnownModels): readonly ModelRow[] {
  const builtin: ModelRow = {
    group: t('Hero images'),
    label: t('Built-in covers'),
    description: t('designed, no AI model · {0}', nothing),
    detail: t('On this computer. Nothing is sent anywhere.'),
    isCurrent: image.provider === 'builtin',
    action: { type: 'image', choice: { provider: 'builtin' } },
  };
  const group = t('Hero images: fal');
  const current = image.provider === 'fal' ? [image.model] : [];
  const rows = [...new Set([...current, ...images])].map((model): ModelRow => ({
    group,
    label: model,
    description: t('fal · {0}', prices.get(model) ?? t('price unknown')),
    detail: hasImageKey ? t('The prompt leaves this computer, to fal.') : t('The prompt leaves this computer, to fal. Needs an API key.'),
    isCurrent: image.provider === 'fal' && image.model === model,
    action: { type: 'image', choice: { provider: 'fal', model } },
  }));
  const last: ModelRow = hasImageKey
    ? { group, label: t('Another model...'), description: t('by its endpoint id'), detail: '', isCurrent: false, action: { type: 'otherModel', of: 'fal' } }
    : { group, label: t('Set API key for fal...'), description: t('none is set'), detail: '', isCurrent: false, action: { type: 'setKey', provider: 'fal' } };
  return [builtin, ...rows, last];
}

function isAt(text: TextChoice, baseUrl: string, model: string): boolean {
  return text.provider === 'openai' && text.model === model && sameAddress(text.baseUrl, baseUrl);
}

function sameAddress(a: string, b: string): boolean {
  const plain = (address: string): string => address.trim().replace(/\/+$/, '').replace('//localhost:', '//127.0.0.1:');
  return plain(a) === plain(b);
}
