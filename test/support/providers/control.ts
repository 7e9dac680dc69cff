import type { Exchange, RecordedRequest } from './exchange.js';
import { isObject, textAt } from './json.js';
import type { Rule } from './script.js';
import type { Reply } from './wireFaults.js';

interface Controlled<F> {
  readonly operations: readonly string[];
  readonly catalogue: Readonly<Record<string, F>>;
  readonly requests: readonly RecordedRequest[];
  readonly script: { add(rules: readonly Rule<F>[]): void; clear(): void };
  pending(): readonly string[];
  state(): unknown;
  control?(action: string, query: URLSearchParams, body: unknown): unknown;
}

/**
 * `/_control`: the script of a server that runs by itself.
 * `GET /_control`, `GET …/requests`, `GET …/state`, `POST …/fault?name=&on=&times=&skip=`, `POST …/script`, `POST …/clear`.
 */
export function answerControl<F extends { readonly kind: string }>({ request, incoming }: Exchange, server: Controlled<F>): Reply {
  // A web page of another site must not reach the script through DNS: only loopback names are served.
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
  if (host !== '127.0.0.1' && host !== 'localhost') return { status: 403, body: { error: 'loopback only' } };
  const action = request.path.slice('/_control'.length).replace(/^\//, '');
  try {
    const done = request.method === 'POST' ? change(action, request, server) : show(action, server);
    return done === undefined ? { status: 404, body: { error: `no /_control/${action}` } } : { status: 200, body: done };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function show<F>(action: string, server: Controlled<F>): unknown {
  if (action === '') return { operations: server.operations, faults: Object.keys(server.catalogue), pending: server.pending() };
  if (action === 'requests') return server.requests.map((request) => ({ ...request, query: request.query.toString() }));
  if (action === 'state') return server.state();
  return undefined;
}

function change<F extends { readonly kind: string }>(action: string, { query, body }: RecordedRequest, server: Controlled<F>): unknown {
  switch (action) {
    case 'fault': {
      const times = query.get('times');
      server.script.add([
        {
          on: query.get('on') ?? 'any',
          fault: query.get('name') ?? '',
          times: times === 'always' ? 'always' : Number(times ?? 1),
          skip: Number(query.get('skip') ?? 0),
        },
      ]);
      return { pending: server.pending() };
    }
    case 'script':
      server.script.add((Array.isArray(body) ? body : [body]).map((rule) => readRule(rule, server.catalogue)));
      return { pending: server.pending() };
    case 'clear':
      server.script.clear();
      return { pending: server.pending() };
    default:
      return server.control?.(action, query, body);
  }
}

/** Over HTTP a fault is a catalogue name, or a catalogue fault with some of its fields changed (`with`). */
function readRule<F extends { readonly kind: string }>(rule: unknown, catalogue: Readonly<Record<string, F>>): Rule<F> {
  const name = textAt(rule, 'fault');
  if (!isObject(rule) || name === undefined) throw new Error('a rule is {"on", "fault", "times", "skip", "with"}');
  const fault = catalogue[name];
  const times = rule['times'];
  return {
    on: textAt(rule, 'on') ?? 'any',
    fault: fault !== undefined && isObject(rule['with']) ? { ...fault, ...rule['with'] } : name,
    times: typeof times === 'number' || times === 'always' ? times : 1,
    skip: typeof rule['skip'] === 'number' ? rule['skip'] : 0,
  };
}
