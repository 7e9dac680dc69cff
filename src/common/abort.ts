/** What an operation that was cancelled rejects with; `name` is `AbortError`, as in the web platform. */
export function abortError(): DOMException {
  return new DOMException('Canceled', 'AbortError');
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
