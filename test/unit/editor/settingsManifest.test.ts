import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Property {
  readonly default?: unknown;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Property>> } };
}

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest;
const { properties } = manifest.contributes.configuration;
const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;

describe('The settings in the manifest', () => {
  it('let no workspace say where keys and text are sent, or what things cost', () => {
    for (const key of ['galley.text.baseUrl', 'galley.fal.endpoint', 'galley.prices']) assert.equal(properties[key]?.scope, 'machine', key);
  });

  it('heed no untrusted workspace about who is asked and how much may be spent', () => {
    const spending = Object.keys(properties).filter((key) => /\.(text|image|video|budget|confirmAbove)\b/.test(key) && properties[key]?.scope !== 'machine');
    assert.ok(spending.length >= 8, String(spending));
    assert.deepEqual(spending.filter((key) => !restricted.includes(key)), []);
    assert.deepEqual(restricted.filter((key) => properties[key] === undefined), []);
  });

  it('are all explained, each choice as well, and say who may set them', () => {
    for (const [key, property] of Object.entries(properties)) {
      assert.ok(property.markdownDescription?.endsWith('.') || property.markdownDescription?.endsWith('`'), key);
      assert.ok(property.scope, key);
      assert.ok('default' in property, key);
      assert.equal(property.enumDescriptions?.length, property.enum?.length, key);
    }
  });
});
