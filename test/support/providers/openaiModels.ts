import type { Flavour } from './openaiFlavours.js';

const created = 1_780_000_000;

/** `GET …/models` in the flavour's shape. */
export function modelList(flavour: Flavour): unknown {
  const owner = { ollama: 'library', vllm: 'vllm', llamacpp: 'llamacpp', lmstudio: 'organization_owner' }[flavour.name] ?? 'system';
  const { cost } = flavour;
  const priced = cost ? { context_length: 128_000, pricing: { prompt: String(cost.input / 1e6), completion: String(cost.output / 1e6) } } : {};
  const data = flavour.models.map((id) => ({ id, object: 'model', created, owned_by: owner, ...(cost ? { name: id } : {}), ...priced }));
  return { object: 'list', data };
}

/** Ollama's `GET /api/tags`. Cloud models name the host that the text leaves for, and take no space. */
export function ollamaTags(flavour: Flavour): unknown {
  const details = { parent_model: '', format: 'gguf', family: 'llama', families: ['llama'], parameter_size: '3.2B', quantization_level: 'Q4_K_M' };
  return {
    models: flavour.models.map((name) => {
      const common = { name, model: name, modified_at: '2026-10-03T23:34:03.409490317-07:00', digest: 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72' };
      return name.endsWith('-cloud')
        ? { ...common, remote_model: name.replace(/-cloud$/, ''), remote_host: 'https://ollama.com:443', size: 384, details: { ...details, format: '' } }
        : { ...common, size: 2_019_393_189, details };
    }),
  };
}

/** LM Studio's `GET /api/v0/models`, which also says what a model is for and whether it is loaded. */
export function lmStudioModels(flavour: Flavour): unknown {
  const data = flavour.models.map((id, index) => ({
    id,
    object: 'model',
    type: id.includes('embed') ? 'embeddings' : 'llm',
    publisher: 'lmstudio-community',
    arch: 'qwen2',
    compatibility_type: 'gguf',
    quantization: 'Q4_K_M',
    state: index === 0 ? 'loaded' : 'not-loaded',
    max_context_length: 32_768,
  }));
  return { object: 'list', data };
}
