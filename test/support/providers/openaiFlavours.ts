/** How one kind of compatible server differs from the others, as data. */
export interface Flavour {
  readonly name: string;
  /** Path before `/chat/completions` and `/models`. */
  readonly prefix: '/v1' | '/api/v1';
  /** Whether a wrong or missing key is a 401. Local servers take anybody. */
  readonly checksKey: boolean;
  readonly models: readonly string[];
  /** What happens to a model that is not listed: 404, 400, or the first model answers. */
  readonly unknownModel: 404 | 400 | 'answers';
  readonly errors: 'openai' | 'openrouter' | 'ollama' | 'text' | 'llamacpp' | 'vllm';
  /** Limits that it reads; others are ignored without a word. */
  readonly tokenLimits: readonly ('max_tokens' | 'max_completion_tokens')[];
  /** `strict`: a strict schema is checked as OpenAI does. */
  readonly jsonSchema: 'strict' | 'taken' | 'refused';
  readonly jsonObject: 'taken' | 'refused';
  /** `always`: usage comes whatever is asked. `withStream`: 400 without `stream: true`. */
  readonly streamOptions: 'taken' | 'always' | 'refused' | 'withStream';
  /** Answers `stream: true` with one JSON object. */
  readonly plainJson: boolean;
  /** Comment lines before the first token. */
  readonly comments: readonly string[];
  /** Field of a delta that carries reasoning. */
  readonly reasoning: 'reasoning' | 'reasoning_content' | undefined;
  readonly tellsCached: boolean;
  /** Micro-dollars per token, told as `usage.cost`. */
  readonly cost: { readonly input: number; readonly output: number } | undefined;
  /** Further fields of every completion. */
  readonly extra: Readonly<Record<string, unknown>>;
}

const openai: Flavour = {
  name: 'openai',
  prefix: '/v1',
  checksKey: true,
  models: ['gpt-6-luna', 'gpt-6-sol', 'gpt-5.5', 'gpt-5.4-mini', 'gpt-image-2', 'text-embedding-3-small'],
  unknownModel: 404,
  errors: 'openai',
  tokenLimits: ['max_completion_tokens', 'max_tokens'],
  jsonSchema: 'strict',
  jsonObject: 'taken',
  streamOptions: 'taken',
  plainJson: false,
  comments: [],
  reasoning: undefined,
  tellsCached: true,
  cost: undefined,
  extra: { service_tier: 'default', system_fingerprint: null },
};

const local: Flavour = {
  ...openai,
  checksKey: false,
  tokenLimits: ['max_tokens', 'max_completion_tokens'],
  jsonSchema: 'taken',
  tellsCached: false,
  extra: {},
};

export const flavours = {
  openai,
  openrouter: {
    ...openai,
    name: 'openrouter',
    prefix: '/api/v1',
    models: ['openai/gpt-6-luna', 'anthropic/claude-haiku-4.5', 'deepseek/deepseek-v4-flash'],
    unknownModel: 400,
    errors: 'openrouter',
    jsonSchema: 'taken',
    streamOptions: 'always',
    comments: [': OPENROUTER PROCESSING', ': OPENROUTER PROCESSING'],
    reasoning: 'reasoning',
    cost: { input: 0.1, output: 0.5 },
    extra: { provider: 'OpenAI' },
  },
  ollama: {
    ...local,
    name: 'ollama',
    models: ['llama3.2:latest', 'gpt-oss:120b-cloud'],
    errors: 'ollama',
    tokenLimits: ['max_tokens'],
    reasoning: 'reasoning',
    extra: { system_fingerprint: 'fp_ollama' },
  },
  lmstudio: {
    ...local,
    name: 'lmstudio',
    models: ['qwen2.5-7b-instruct', 'text-embedding-nomic-embed-text-v1.5'],
    unknownModel: 'answers',
    errors: 'text',
    tokenLimits: ['max_tokens'],
    jsonObject: 'refused',
    extra: { system_fingerprint: 'qwen2.5-7b-instruct', stats: {} },
  },
  llamacpp: {
    ...local,
    name: 'llamacpp',
    models: ['qwen2.5-7b-instruct-q4_k_m.gguf'],
    unknownModel: 'answers',
    errors: 'llamacpp',
    reasoning: 'reasoning_content',
    tellsCached: true,
    extra: { system_fingerprint: 'b7000' },
  },
  vllm: { ...local, name: 'vllm', models: ['Qwen/Qwen2.5-7B-Instruct'], errors: 'vllm', streamOptions: 'withStream', reasoning: 'reasoning_content' },
  /** Gateways that fall short of the protocol. */
  'plain-json': { ...local, name: 'plain-json', models: ['gateway-model'], plainJson: true },
  'no-json-schema': { ...local, name: 'no-json-schema', models: ['gateway-model'], jsonSchema: 'refused' },
  'no-stream-options': { ...local, name: 'no-stream-options', models: ['gateway-model'], streamOptions: 'refused' },
} as const satisfies Readonly<Record<string, Flavour>>;

export type FlavourName = keyof typeof flavours;

export function isFlavourName(name: string): name is FlavourName {
  return name in flavours;
}

/** An error body in a flavour's own shape. */
export function errorBody({ errors }: Flavour, status: number, message: string, type: string, code: string | undefined): unknown {
  switch (errors) {
    case 'openai':
      return { error: { message, type, param: null, code: code ?? null } };
    case 'openrouter':
      return { error: { code: status, message, metadata: {} } };
    case 'ollama':
      return { error: { message, type: 'api_error', param: null, code: null } };
    case 'text':
      return { error: message };
    case 'llamacpp':
      return { error: { code: status, message, type } };
    case 'vllm':
      return { error: { message, type: status === 404 ? 'NotFoundError' : 'BadRequestError', param: null, code: status } };
  }
}
