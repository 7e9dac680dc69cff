import { t } from '@vscode/l10n';
import { isLoopback } from '../loopback.js';
import type { ModelInfo } from '../modelInfo.js';
import { ServiceError } from '../serviceError.js';

/** Where text requests go, and what the address tells about who answers there. */
export interface TextEndpoint {
  /** As given, checked. Includes `/v1`. */
  readonly baseUrl: string;
  readonly host: string;
  /** As receipts name it. */
  readonly provider: string;
  /** For people. */
  readonly name: string;
  readonly isLoopback: boolean;
  /** A known provider explains its refusals, so that nothing has to be guessed from a bare 400. */
  readonly isKnown: boolean;
  /** OpenAI's newer models refuse `max_tokens`; Ollama and LM Studio read nothing else. */
  readonly limitField: 'max_completion_tokens' | 'max_tokens';
}

const hosted: Readonly<Record<string, readonly [provider: string, name: string]>> = {
  'api.openai.com': ['openai', 'OpenAI'],
  'openrouter.ai': ['openrouter', 'OpenRouter'],
  'api.groq.com': ['groq', 'Groq'],
  'api.mistral.ai': ['mistral', 'Mistral'],
  'api.deepseek.com': ['deepseek', 'DeepSeek'],
  'api.together.xyz': ['together', 'Together'],
  'api.anthropic.com': ['anthropic', 'Anthropic'],
  'generativelanguage.googleapis.com': ['google', 'Google'],
  'api.x.ai': ['xai', 'xAI'],
};

/** By the port that each listens on unless told otherwise. */
const local: Readonly<Record<string, readonly [provider: string, name: string]>> = {
  '11434': ['ollama', 'Ollama'],
  '1234': ['lmstudio', 'LM Studio'],
  '8080': ['llamacpp', 'llama.cpp'],
  '8000': ['vllm', 'vLLM'],
};

/** The endpoint, or why there is none. An empty address is never OpenAI's: the SDK would fall back to it. */
export function readEndpoint(baseUrl: string): TextEndpoint | ServiceError {
  if (baseUrl.trim() === '')
    return unusable(t('Could not ask for text: no address is set. Write the provider’s one into the setting galley.text.baseUrl.'));
  const url = URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    return unusable(t('Could not ask for text: the setting galley.text.baseUrl is not a web address such as https://api.openai.com/v1.'));
  const onThisComputer = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !onThisComputer)
    return unusable(t('Could not ask {0} for text: its address starts with http, so the key and the text could be read on the way. Use https.', url.host));
  const found = onThisComputer ? local[url.port] : hosted[url.hostname];
  const [provider, name] = found ?? [onThisComputer ? 'local' : url.hostname, url.host];
  return {
    baseUrl: baseUrl.trim(),
    host: url.host,
    provider,
    name: onThisComputer && found !== undefined ? t('{0} at {1}', name, url.host) : name,
    isLoopback: onThisComputer,
    isKnown: provider === 'openai' || provider === 'openrouter',
    limitField: provider === 'openai' ? 'max_completion_tokens' : 'max_tokens',
  };
}

function unusable(message: string): ServiceError {
  return new ServiceError('unsupported', message, { charge: 'none' });
}

/** Models that Ollama lists like its own but runs in its cloud. */
export function isCloudModel(model: string): boolean {
  return /[-:]cloud$/.test(model);
}

export function textModelInfo(endpoint: TextEndpoint | ServiceError, model: string, staysHere: boolean): ModelInfo {
  if (endpoint instanceof ServiceError) return { provider: 'openai', model, channel: 'api', label: model };
  return { provider: endpoint.provider, model, channel: staysHere ? 'local' : 'api', label: label(endpoint, model, staysHere) };
}

function label({ name, provider, isLoopback: onThisComputer }: TextEndpoint, model: string, staysHere: boolean): string {
  if (staysHere) return t('{0} - {1} (on this computer)', model, name);
  if (!onThisComputer) return t('{0} - {1}', model, name);
  return provider === 'ollama'
    ? t('{0} - Ollama cloud (leaves this computer)', model)
    : t('{0} - through {1} (leaves this computer)', model, name);
}
