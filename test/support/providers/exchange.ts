import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson } from './json.js';
import type { Pauses } from './pauses.js';

/** What a server remembers of one request. */
export interface RecordedRequest {
  /** Which call it was: `submit`, `chat`… `other` for a path that the server does not know. */
  readonly operation: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON, else text; `undefined` when there was none or the fault did not read it. */
  body: unknown;
  /** Milliseconds since the server started. */
  readonly at: number;
  /** Name of the scripted fault that answered it. */
  fault: string | undefined;
  /** Status that was sent; `undefined` while open, and when the connection was cut first. */
  status: number | undefined;
  /** The reply has not ended yet. */
  isOpen: boolean;
  /** The connection ended before the reply was complete, whoever ended it. */
  closedEarly: boolean;
}

/** One request and the means to answer it. */
export interface Exchange {
  readonly request: RecordedRequest;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly pauses: Pauses;
  /** `http://127.0.0.1:port` of the server that was asked. */
  readonly origin: string;
  /** Origin of the server's foreign half. */
  readonly elsewhere: string;
}

const bodyLimit = 64 * 1024 * 1024;

/** Reads the body once and stores it on the record. Rejects when the client goes away or sends too much. */
export async function readBody(exchange: Exchange): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of exchange.incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > bodyLimit) throw new Error('request body too large');
    chunks.push(chunk);
  }
  if (size === 0) return;
  const bytes = Buffer.concat(chunks);
  exchange.request.body = parseJson(bytes.toString('utf8')) ?? bytes.toString('utf8');
}

export type Headers = Readonly<Record<string, string>>;

export function send(exchange: Exchange, status: number, body: Uint8Array | string, headers: Headers = {}): void {
  const { request, response } = exchange;
  if (response.destroyed || response.writableEnded) return;
  request.status = status;
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Cuts the connection with a TCP reset, as a dying server or proxy does. */
export function reset(exchange: Exchange): void {
  exchange.incoming.socket.resetAndDestroy();
}
