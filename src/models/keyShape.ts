import { t } from '@vscode/l10n';
import type { KeyProvider } from './choice.js';

export type KeyShape =
  | { readonly kind: 'empty' }
  | { readonly kind: 'key'; readonly key: string }
  /** One sentence for people, without any of what was entered. */
  | { readonly kind: 'unusable'; readonly problem: string };

const longestKey = 4096;

/** What was pasted, without what people copy along: quotes, a variable's name, the word of the header. */
export function readKey(provider: KeyProvider, pasted: string): KeyShape {
  const bare = pasted
    .trim()
    .replace(/^(export\s+)?[A-Z][A-Z0-9_]*=/, '')
    .replace(/^(["'`])(.*)\1;?$/s, '$2')
    .trim()
    .replace(/^(authorization:\s*)?(bearer|key)(\s+|$)/i, '')
    .trim();
  if (bare === '') return { kind: 'empty' };
  if (/\s/.test(bare)) return { kind: 'unusable', problem: t('A key has no spaces or line breaks. Copy it again.') };
  // A header carries nothing else.
  if (!/^[\x21-\x7e]+$/.test(bare)) return { kind: 'unusable', problem: t('A key has plain letters, digits and signs only. Copy it again.') };
  if (bare.length > longestKey) return { kind: 'unusable', problem: t('This is too long for a key. Copy it again.') };
  if (/^(\*+|[•.]+|.{0,12}(\.\.\.|\*\*\*).*)$/.test(bare)) return { kind: 'unusable', problem: t('This is a key with its middle left out. Copy the whole key where it was made.') };
  if (provider === 'fal' && !/^[^:]+:[^:]+$/.test(bare)) return { kind: 'unusable', problem: t('A fal key has two parts with a colon between them: id:secret.') };
  return { kind: 'key', key: bare };
}

/** Where a provider's keys are made; `undefined` for one that is not known. */
export function keyPage(provider: KeyProvider, origin: string): string | undefined {
  return provider === 'fal' ? 'https://fal.ai/dashboard/keys' : textKeyPages[origin];
}

const textKeyPages: Readonly<Record<string, string>> = {
  'https://api.openai.com': 'https://platform.openai.com/api-keys',
  'https://openrouter.ai': 'https://openrouter.ai/settings/keys',
  'https://api.groq.com': 'https://console.groq.com/keys',
  'https://api.mistral.ai': 'https://console.mistral.ai/api-keys',
  'https://api.deepseek.com': 'https://platform.deepseek.com/api_keys',
  'https://api.together.xyz': 'https://api.together.ai/settings/api-keys',
  'https://api.anthropic.com': 'https://console.anthropic.com/settings/keys',
  'https://generativelanguage.googleapis.com': 'https://aistudio.google.com/apikey',
  'https://api.x.ai': 'https://console.x.ai',
};
