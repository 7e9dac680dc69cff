import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl } from './control.js';
import type { Exchange, RecordedRequest } from './exchange.js';
import { readBody, send } from './exchange.js';
import { listen } from './loopback.js';
import { createPauses } from './pauses.js';
import { createScript, type Rule } from './script.js';
import { answer, deliver, isWireFault, type Reply, type WireFault } from './wireFaults.js';

/** Where a request goes. The handler gets the server's own kind of fault, if one was scripted. */
export interface Route<S> {
  readonly operation: string;
  handle(exchange: Exchange, fault: S | undefined): Reply | Promise<Reply>;
}

export interface Definition<S> {
  readonly operations: readonly string[];
  /** Operations that cost money at a real provider. */
  readonly paid: readonly string[];
  readonly catalogue: Readonly<Record<string, WireFault | S>>;
  /** Paid requests that the provider took and charges for. */
  accepted(): number;
  /** Whether the server's own kind of fault means something to an operation. */
  appliesTo(fault: S, operation: string): boolean;
  route(method: string, path: string): Route<S> | undefined;
  /** Reply for a path that no operation has. */
  notFound(path: string): Reply;
  /** What the foreign origin serves, to those who should not have gone there. */
  elsewhere(path: string): Reply;
  /** Money and jobs, as `GET /_control/state` shows them. */
  state(): unknown;
  /** Further `POST /_control/<action>`; `undefined` for an action that does not exist. */
  control?(action: string, query: URLSearchParams, body: unknown): unknown;
}

/** What every provider server offers to tests. */
export interface ProviderServer<F> {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Every request in order of arrival, without those to `/_control`. */
  readonly requests: readonly RecordedRequest[];
  /** Paid POSTs that reached the server, also those that it did not answer. */
  readonly paidPosts: number;
  /** Paid requests that the provider took and charges for, whether or not the client got the reply. */
  readonly accepted: number;
  /** A second origin on loopback to which redirects and foreign addresses lead. */
  readonly elsewhere: { readonly origin: string; readonly requests: readonly RecordedRequest[] };
  /** Scripted faults that did not happen yet, as `operation: name`. */
  readonly pending: readonly string[];
  /** Bugs of the server itself. A test may assert that there are none. */
  readonly failures: readonly unknown[];
  /** Faults for the next requests, after those already scripted. */
  script(rules: readonly Rule<F>[]): void;
  clearScript(): void;
  requestsOf(operation: string): readonly RecordedRequest[];
  /** The `count`th request of an operation, as soon as it has arrived. Rejects after `timeoutMs` (5000). */
  received(operation: string, count?: number, timeoutMs?: number): Promise<RecordedRequest>;
  /** The same once its reply has ended, well or badly. */
  settled(operation: string, count?: number, timeoutMs?: number): Promise<RecordedRequest>;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** Starts a server and its foreign half. `port` 0 takes a free one. */
export async function startProvider<S extends { readonly kind: string }>(
  definition: Definition<S>,
  port = 0,
): Promise<ProviderServer<WireFault | S>> {
  const started = performance.now();
  const pauses = createPauses();
  const requests: RecordedRequest[] = [];
  const foreign: RecordedRequest[] = [];
  const failures: unknown[] = [];
  const waiting = new Set<() => void>();
  const script = createScript<WireFault | S>(definition.operations, definition.catalogue);

  let foreignOrigin = '';
  const open = (incoming: IncomingMessage, response: ServerResponse, origin: string, operation: string): Exchange => {
    const url = new URL(incoming.url ?? '/', origin);
    const request: RecordedRequest = {
      operation,
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: undefined,
      at: Math.round(performance.now() - started),
      fault: undefined,
      status: undefined,
      isOpen: true,
      closedEarly: false,
    };
    response.on('close', () => {
      request.isOpen = false;
      request.closedEarly = !response.writableFinished;
      for (const check of waiting) check();
    });
    return { request, incoming, response, pauses, origin, elsewhere: foreignOrigin };
  };

  const add = (rules: readonly Rule<WireFault | S>[]): void => {
    for (const { on, fault } of rules) {
      const found = typeof fault === 'string' ? definition.catalogue[fault] : fault;
      if (found !== undefined && !isWireFault(found) && !definition.appliesTo(found, on)) {
        throw new Error(`fault '${typeof fault === 'string' ? fault : fault.kind}' means nothing to '${on}'`);
      }
    }
    script.add(rules);
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse, origin: string): Promise<void> => {
    const { pathname } = new URL(incoming.url ?? '/', origin);
    const method = incoming.method ?? 'GET';
    if (pathname === '/_control' || pathname.startsWith('/_control/')) {
      const exchange = open(incoming, response, origin, 'control');
      await readBody(exchange);
      await deliver(exchange, answerControl(exchange, { ...definition, requests, script: { ...script, add }, pending: () => script.pending }));
      return;
    }
    const route = pathname === '/_loop' ? undefined : definition.route(method, pathname);
    const exchange = open(incoming, response, origin, route?.operation ?? 'other');
    const named = route && script.take(route.operation);
    exchange.request.fault = named?.name;
    requests.push(exchange.request);
    for (const check of waiting) check();
    if (pathname === '/_loop') {
      send(exchange, 302, '', { location: `${origin}/_loop` });
      return;
    }
    const wire = named && isWireFault(named.fault) ? named.fault : undefined;
    if (wire?.kind !== 'resetBeforeBody') await readBody(exchange);
    await answer(exchange, wire, async () => {
      if (route === undefined) return definition.notFound(pathname);
      return route.handle(exchange, named && !isWireFault(named.fault) ? named.fault : undefined);
    });
  };

  const serveForeign = async (incoming: IncomingMessage, response: ServerResponse, origin: string): Promise<void> => {
    const exchange = open(incoming, response, origin, 'elsewhere');
    foreign.push(exchange.request);
    await readBody(exchange);
    await deliver(exchange, definition.elsewhere(exchange.request.path));
  };

  const guard = (response: ServerResponse) => (error: unknown) => {
    // A client that leaves in the middle of its own body is no bug of ours.
    if (response.destroyed || response.socket === null) return;
    failures.push(error);
    response.destroy();
  };

  const second = await listen(0, (incoming, response, origin) => {
    serveForeign(incoming, response, origin).catch(guard(response));
  });
  foreignOrigin = second.origin;
  const first = await listen(port, (incoming, response, origin) => {
    serve(incoming, response, origin).catch(guard(response));
  });
  const requestsOf = (operation: string): readonly RecordedRequest[] => requests.filter((request) => request.operation === operation);

  const find = (operation: string, count: number, timeoutMs: number, isReady: (request: RecordedRequest) => boolean): Promise<RecordedRequest> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = requestsOf(operation)[count - 1];
        if (found === undefined || !isReady(found)) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`no ${operation} number ${count} within ${timeoutMs} ms`));
      }, timeoutMs);
      waiting.add(check);
      check();
    });

  return {
    origin: first.origin,
    requests,
    elsewhere: { origin: second.origin, requests: foreign },
    failures,
    get paidPosts() {
      return requests.filter(({ operation }) => definition.paid.includes(operation)).length;
    },
    get accepted() {
      return definition.accepted();
    },
    get pending() {
      return script.pending;
    },
    script: add,
    clearScript: () => {
      script.clear();
    },
    requestsOf,
    received: (operation, count = 1, timeoutMs = 5000) => find(operation, count, timeoutMs, () => true),
    settled: (operation, count = 1, timeoutMs = 5000) => find(operation, count, timeoutMs, ({ isOpen }) => !isOpen),
    close: async () => {
      pauses.close();
      await Promise.all([first.close(), second.close()]);
    },
  };
}
