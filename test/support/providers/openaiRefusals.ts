import { at, listAt, textAt } from './json.js';
import type { Flavour } from './openaiFlavours.js';
import { strictSchemaFault } from './openaiSchema.js';

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly code?: string;
}

/** Why a flavour does not take a request; `undefined` when it does. */
export function refusalOf(flavour: Flavour, body: unknown): Refusal | undefined {
  const model = textAt(body, 'model') ?? '';
  if (listAt(body, 'messages').length === 0) return { status: 400, message: "Missing required parameter: 'messages'." };
  if (flavour.unknownModel !== 'answers' && !flavour.models.includes(model)) return unknownModel(flavour, model);
  if (at(body, 'stream_options') !== undefined) {
    if (flavour.streamOptions === 'refused') return { status: 400, message: 'Unrecognized request argument supplied: stream_options' };
    if (flavour.streamOptions === 'withStream' && at(body, 'stream') !== true) {
      return { status: 400, message: 'Stream options can only be defined when `stream=True`.' };
    }
  }
  return formatRefusal(flavour, body);
}

function unknownModel(flavour: Flavour, model: string): Refusal {
  if (flavour.unknownModel === 400) return { status: 400, message: `${model} is not a valid model ID` };
  if (flavour.name === 'ollama') return { status: 404, message: `model "${model}" not found, try pulling it first` };
  return { status: 404, message: `The model \`${model}\` does not exist or you do not have access to it.`, code: 'model_not_found' };
}

function formatRefusal(flavour: Flavour, body: unknown): Refusal | undefined {
  const format = at(body, 'response_format');
  switch (textAt(format, 'type')) {
    case 'json_schema': {
      if (flavour.jsonSchema === 'refused') return { status: 400, message: "response_format of type 'json_schema' is not supported." };
      if (flavour.jsonSchema !== 'strict' || at(format, 'json_schema', 'strict') !== true) return undefined;
      const fault = strictSchemaFault(at(format, 'json_schema', 'schema'));
      const name = textAt(format, 'json_schema', 'name') ?? '';
      return fault === undefined ? undefined : { status: 400, message: `Invalid schema for response_format '${name}': ${fault}` };
    }
    case 'json_object': {
      if (flavour.jsonObject === 'refused') return { status: 400, message: "'response_format.type' must be 'json_schema' or 'text'" };
      const mentions = /json/i.test(JSON.stringify(at(body, 'messages')));
      return flavour.name !== 'openai' || mentions ? undefined : { status: 400, message: "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'." };
    }
    default:
      return undefined;
  }
}
