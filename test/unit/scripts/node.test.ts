import assert from 'node:assert/strict';
import { checkNode } from '../../../scripts/setup/node.mjs';

describe('checkNode', () => {
  it('takes the oldest Node that the tests need, and newer ones', () => {
    for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.21.0']) checkNode(version);
  });

  it('says which Node is needed when it is older', () => {
    for (const version of ['18.20.0', '20.18.3']) assert.throws(() => { checkNode(version); }, /needs Node 20\.19 or newer; this is Node/);
  });
});
