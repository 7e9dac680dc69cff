import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { readSettings, type Settings } from '../../editor/settings.js';
import { falHome, keyProviders, readFalEndpoint, type KeyProvider } from '../choice.js';
import { checkKey, type KeyVerdict } from '../keyCheck.js';
import { readKey } from '../keyShape.js';
import { readEndpoint } from '../openai/endpoint.js';
import { ServiceError } from '../serviceError.js';
import { askForKey, type EnteredKey, type KeyPlace } from './keyInput.js';
import type { Keys } from './keys.js';

export interface SetApiKeyDeps {
  readonly keys: Keys;
  readonly log: Log;
}

export interface KeyOutcome {
  readonly provider: KeyProvider;
  /** Where the key may be sent, and nowhere else. */
  readonly origin: string;
  /** What the provider said of the key; it is kept in each case. */
  readonly status: KeyVerdict | 'removed';
}

/** `galley.setApiKey`: `('openai' | 'fal', key?)`; asks for what is not given. An empty key removes the one that is set. */
export async function setApiKey(positional: readonly unknown[], { keys, log }: SetApiKeyDeps): Promise<KeyOutcome> {
  const [first, given] = positional;
  const settings = readSettings();
  const provider = first === undefined || typeof first === 'object' ? await askProvider(keys, settings) : readProvider(first);
  const place = placeOf(provider, settings);
  const check = (key: string, signal?: AbortSignal): Promise<KeyVerdict> =>
    checkKey({ provider, key, baseUrl: settings.text.baseUrl, falEndpoint: settings.falEndpoint, signal });
  const entered = typeof given === 'string' ? readGiven(provider, given) : await askForKey(place, { isSet: (await keys.get(provider, place.origin)) !== undefined, check });
  if (entered.key === undefined) {
    await keys.remove(provider, place.origin);
    log.info(`The key for ${place.origin} was removed`);
    if (given === undefined) say(vscode.l10n.t('The key for {0} is removed.', place.name));
    return { provider, origin: place.origin, status: 'removed' };
  }
  await keys.set(provider, place.origin, entered.key);
  const status = entered.verdict ?? (await check(entered.key));
  log.info(`A key for ${place.origin} was set: ${status}`);
  if (given === undefined) say(verdictText(status, place.name));
  return { provider, origin: place.origin, status };
}

function readGiven(provider: KeyProvider, given: string): EnteredKey {
  const shape = readKey(provider, given);
  if (shape.kind === 'unusable') throw new UserError(vscode.l10n.t('Could not set the key. {0}', shape.problem));
  return { key: shape.kind === 'key' ? shape.key : undefined, verdict: undefined };
}

function readProvider(value: unknown): KeyProvider {
  const provider = keyProviders.find((known) => known === value);
  if (provider) return provider;
  throw new UserError(vscode.l10n.t('Could not set a key: the provider is one of {0}.', keyProviders.join(', ')));
}

function placeOf(provider: KeyProvider, { text, falEndpoint }: Settings): KeyPlace {
  if (provider === 'openai') {
    const endpoint = readEndpoint(text.baseUrl);
    if (endpoint instanceof ServiceError) throw new UserError(endpoint.message);
    return { provider, origin: new URL(endpoint.baseUrl).origin, name: endpoint.name };
  }
  const gateway = readFalEndpoint(falEndpoint);
  if (gateway instanceof ServiceError) throw new UserError(gateway.message);
  return { provider, origin: gateway ?? falHome, name: gateway === undefined ? 'fal' : vscode.l10n.t('fal at {0}', new URL(gateway).host) };
}

async function askProvider(keys: Keys, settings: Settings): Promise<KeyProvider> {
  const rows = await Promise.all(
    keyProviders.map(async (provider) => {
      const place = tryPlace(provider, settings);
      const isSet = place !== undefined && (await keys.get(provider, place.origin)) !== undefined;
      return {
        provider,
        label: place?.name ?? provider,
        description: isSet ? vscode.l10n.t('a key is set') : vscode.l10n.t('no key is set'),
        detail: provider === 'openai' ? vscode.l10n.t('Text, at {0}', place?.origin ?? settings.text.baseUrl) : vscode.l10n.t('Images and video'),
      };
    }),
  );
  const picked = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Set API Key'), placeHolder: vscode.l10n.t('Whose key is it?') });
  if (!picked) throw abortError();
  return picked.provider;
}

function tryPlace(provider: KeyProvider, settings: Settings): KeyPlace | undefined {
  try {
    return placeOf(provider, settings);
  } catch {
    // Said once the provider is picked.
    return undefined;
  }
}

function verdictText(verdict: KeyVerdict, name: string): string {
  switch (verdict) {
    case 'accepted':
      return vscode.l10n.t('{0} accepted the key.', name);
    case 'rejected':
      return vscode.l10n.t('The key is kept, though {0} rejected it.', name);
    case 'unclear':
      return vscode.l10n.t('The key is kept, but {0} did not say whether it is right.', name);
  }
}

/** Not awaited: the command is done. */
function say(message: string): void {
  void vscode.window.showInformationMessage(message);
}
