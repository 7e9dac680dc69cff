import type { Exchange, Headers } from './exchange.js';
import { reset, send } from './exchange.js';

export type RedirectTarget =
  /** The same address again, marked with `redirected=1`; the next request passes. */
  | 'same'
  /** The same path on the server's second, foreign origin. */
  | 'other'
  /** An address of this server that redirects to itself for ever. */
  | 'loop'
  /** `file:///etc/passwd`. */
  | 'file'
  /** A cloud metadata path on `localhost`, answered and recorded by the foreign origin. */
  | 'private';

/** Faults of the connection and of HTTP: any operation of any server can meet them. */
export type WireFault =
  /** The connection is reset before the body was read: nothing happened at the provider. */
  | { readonly kind: 'resetBeforeBody' }
  /** The provider did what was asked, then the connection was reset: the reply is lost. */
  | { readonly kind: 'resetAfterBody' }
  /** A reply of our own. `accepted`: the provider did what was asked all the same. `text` wins over `body`. */
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body?: unknown;
      readonly text?: string;
      readonly headers?: Headers;
      readonly accepted?: boolean;
    }
  /** Headers come after `ms`; the rest is as usual. */
  | { readonly kind: 'slowHeaders'; readonly ms: number }
  /** The request is taken, done, and never answered. */
  | { readonly kind: 'noReply' }
  /** Half of the usual reply, then the connection ends although more was promised. */
  | { readonly kind: 'truncatedBody' }
  /** The usual headers and half of the body, then silence on an open connection. */
  | { readonly kind: 'stalledBody' }
  | { readonly kind: 'redirect'; readonly to: RedirectTarget; readonly status?: number };

const kinds: Readonly<Record<WireFault['kind'], true>> = {
  resetBeforeBody: true,
  resetAfterBody: true,
  reply: true,
  slowHeaders: true,
  noReply: true,
  truncatedBody: true,
  stalledBody: true,
  redirect: true,
};

export function isWireFault(fault: { readonly kind: string }): fault is WireFault {
  return fault.kind in kinds;
}

/** What an operation answers. `stream` writes the body itself after the headers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Headers | undefined;
  /** Bytes or text as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly stream?: ((out: Output) => Promise<void>) | undefined;
}

/** The body of a streamed reply. */
export interface Output {
  /** False once the client is gone or the server closed. Waits while the client does not read. */
  write(chunk: string | Uint8Array): Promise<boolean>;
  /** False once the client is gone or the server closed. */
  wait(ms: number): Promise<boolean>;
  /** Ends the connection with a reset. */
  cut(): void;
  /** Keeps the connection open and silent until either side closes it. */
  stall(): Promise<void>;
}

/** Answers a request; `perform` does what the operation does and gives its usual reply. */
export async function answer(exchange: Exchange, fault: WireFault | undefined, perform: () => Promise<Reply>): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      await deliver(exchange, await perform());
      return;
    case 'resetBeforeBody':
      reset(exchange);
      return;
    case 'resetAfterBody':
      await perform();
      reset(exchange);
      return;
    case 'reply': {
      if (fault.accepted) await perform();
      const type = fault.text === undefined ? 'application/json' : 'text/html; charset=utf-8';
      send(exchange, fault.status, fault.text ?? JSON.stringify(fault.body ?? {}), { 'content-type': type, ...fault.headers });
      return;
    }
    case 'slowHeaders': {
      const reply = await perform();
      if (await exchange.pauses.wait(fault.ms)) await deliver(exchange, reply);
      return;
    }
    case 'noReply':
      await perform();
      return;
    case 'truncatedBody':
    case 'stalledBody': {
      const { status, headers, body } = await perform();
      const whole = bodyBytes(body ?? '');
      exchange.request.status = status;
      exchange.response.writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': String(whole.length + 1) });
      const half = whole.subarray(0, Math.floor(whole.length / 2));
      exchange.response.write(half, () => {
        if (fault.kind === 'truncatedBody') exchange.incoming.socket.destroy();
      });
      return;
    }
    case 'redirect':
      send(exchange, fault.status ?? 302, '', { location: location(exchange, fault.to) });
  }
}

function location({ request, origin, elsewhere }: Exchange, to: RedirectTarget): string {
  switch (to) {
    case 'same': {
      const query = new URLSearchParams(request.query);
      query.set('redirected', '1');
      return `${origin}${request.path}?${query.toString()}`;
    }
    case 'other':
      return `${elsewhere}${request.path}`;
    case 'loop':
      return `${origin}/_loop`;
    case 'file':
      return 'file:///etc/passwd';
    case 'private':
      return `${elsewhere.replace('127.0.0.1', 'localhost')}/latest/meta-data/iam/security-credentials/`;
  }
}

function bodyBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

export async function deliver(exchange: Exchange, { status, headers, body, stream }: Reply): Promise<void> {
  if (stream === undefined) {
    const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
    send(exchange, status, body === undefined ? '' : bodyBytes(body), { 'content-type': type, ...headers });
    return;
  }
  const { response, request } = exchange;
  if (response.destroyed) return;
  request.status = status;
  response.writeHead(status, headers);
  response.flushHeaders();
  await stream(createOutput(exchange));
  response.end();
}

function createOutput({ response, incoming, pauses }: Exchange): Output {
  const gone = (): boolean => response.destroyed || !response.writable;
  return {
    write: (chunk) =>
      new Promise((resolve) => {
        if (gone()) {
          resolve(false);
          return;
        }
        if (response.write(chunk)) {
          resolve(true);
          return;
        }
        const settle = (): void => {
          response.off('drain', settle);
          response.off('close', settle);
          resolve(!gone());
        };
        response.on('drain', settle);
        response.on('close', settle);
      }),
    wait: async (ms) => (ms <= 0 ? !gone() : (await pauses.wait(ms)) && !gone()),
    cut: () => {
      incoming.socket.resetAndDestroy();
    },
    stall: () =>
      new Promise((resolve) => {
        if (gone()) resolve();
        else response.on('close', resolve);
      }),
  };
}
