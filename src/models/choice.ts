import { t } from '@vscode/l10n';
import { isLoopback } from './loopback.js';
import type { ModelInfo } from './modelInfo.js';
import { isCloudModel, readEndpoint, textModelInfo } from './openai/endpoint.js';
import { ServiceError } from './serviceError.js';

export const textProviders = ['auto', 'openai', 'vscode', 'builtin'] as const;
export type TextProvider = (typeof textProviders)[number];

export const imageProviders = ['auto', 'fal', 'builtin'] as const;
export type ImageProvider = (typeof imageProviders)[number];

/** Providers that need a key, as `galley.setApiKey` names them. `openai` is whoever answers at the text address. */
export const keyProviders = ['openai', 'fal'] as const;
export type KeyProvider = (typeof keyProviders)[number];

export interface TextSettings {
  readonly provider: TextProvider;
  readonly baseUrl: string;
  /** At the address: its id. In VS Code: `vendor/id`, or an id alone. */
  readonly model: string;
  /** False while the model is the default one, which is OpenAI's. */
  readonly isModelSet: boolean;
}

export interface ImageSettings {
  readonly provider: ImageProvider;
  readonly model: string;
}

export type TextChoice =
  | { readonly provider: 'builtin' }
  | { readonly provider: 'openai'; readonly baseUrl: string; readonly model: string }
  /** Without a model: the first one that VS Code has. */
  | { readonly provider: 'vscode'; readonly model: string | undefined };

export type ImageChoice = { readonly provider: 'builtin' } | { readonly provider: 'fal'; readonly model: string };

/** `auto` is the provider whose key is set, else the built-in one. It never takes a model that was only found. */
export function chooseText({ provider, baseUrl, model, isModelSet }: TextSettings, hasKey: boolean): TextChoice {
  switch (provider) {
    case 'auto':
      return hasKey ? { provider: 'openai', baseUrl, model } : { provider: 'builtin' };
    case 'openai':
      return { provider, baseUrl, model };
    case 'vscode':
      return { provider, model: isModelSet ? model : undefined };
    case 'builtin':
      return { provider };
  }
}

export function chooseImage({ provider, model }: ImageSettings, hasKey: boolean): ImageChoice {
  const isFal = provider === 'fal' || (provider === 'auto' && hasKey);
  return isFal ? { provider: 'fal', model } : { provider: 'builtin' };
}

/** What a choice is called before anybody has loaded its model. */
export function textChoiceInfo(choice: TextChoice, builtin: ModelInfo): ModelInfo {
  switch (choice.provider) {
    case 'builtin':
      return builtin;
    case 'openai': {
      const endpoint = readEndpoint(choice.baseUrl);
      const staysHere = !(endpoint instanceof ServiceError) && endpoint.isLoopback && !isCloudModel(choice.model);
      return textModelInfo(endpoint, choice.model, staysHere);
    }
    case 'vscode': {
      const [vendor, id] = splitModel(choice.model ?? '');
      return vscodeModelInfo(vendor, id, id);
    }
  }
}

/** `copilot/gpt-5` → vendor and id; an id may have slashes of its own. */
export function splitModel(model: string): readonly [vendor: string, id: string] {
  const slash = model.indexOf('/');
  return slash < 0 ? ['', model] : [model.slice(0, slash), model.slice(slash + 1)];
}

export function vscodeModelInfo(vendor: string, id: string, name: string): ModelInfo {
  return { provider: 'vscode', model: vendor === '' ? id : `${vendor}/${id}`, channel: 'api', label: vscodeLabel(vendor, name) };
}

function vscodeLabel(vendor: string, name: string): string {
  if (vendor === 'copilot') return t('Copilot: {0} - through VS Code, uses your plan’s quota', name);
  if (name === '') return t('A language model of VS Code - not metered here');
  return vendor === '' ? t('{0} - through VS Code, not metered here', name) : t('{0}: {1} - through VS Code, not metered here', vendor, name);
}

/** fal's own place for keys while no other origin answers for it. */
export const falHome = 'https://fal.ai';

/** The origin that a key for this address belongs to; `undefined` when no key may be sent there. */
export function textKeyOrigin(baseUrl: string): string | undefined {
  const endpoint = readEndpoint(baseUrl);
  return endpoint instanceof ServiceError ? undefined : new URL(endpoint.baseUrl).origin;
}

export function falKeyOrigin(endpoint: string): string | undefined {
  const origin = readFalEndpoint(endpoint);
  return origin instanceof ServiceError ? undefined : (origin ?? falHome);
}

/** The origin that answers instead of fal's hosts, `undefined` for fal's own, or why there is none. */
export function readFalEndpoint(endpoint: string): string | undefined | ServiceError {
  const trimmed = endpoint.trim();
  if (trimmed === '') return undefined;
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url !== undefined && isSafe && url.username === '' && url.password === '') return url.origin;
  return new ServiceError(
    'unsupported',
    t('Could not reach fal: the setting galley.fal.endpoint is not an https address. Leave it empty for fal’s own.'),
    { charge: 'none' },
  );
}
