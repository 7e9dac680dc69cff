import assert from 'node:assert/strict';

/** What every message must be, whatever went wrong: a sentence for people that repeats neither key nor prompt. */
export function checkMessage(message: string, key: string, prompt: string): void {
  assert.match(message, /^Could not .+\.$/);
  assert.doesNotMatch(message, /undefined|\[object|<|!/);
  assert.ok(message.length < 260, message);
  for (const secret of [key, key.slice(0, 8), prompt, prompt.slice(10, 34)]) assert.ok(!message.includes(secret), message);
}
