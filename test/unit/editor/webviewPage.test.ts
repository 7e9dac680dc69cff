import assert from 'node:assert/strict';
import { webviewPage } from '../../../src/editor/webviewPage.js';

function page(fields: Partial<Parameters<typeof webviewPage>[0]> = {}): string {
  return webviewPage({
    cspSource: 'https://*.example', script: 'https://files/preview.js', styles: ['https://files/preview.css'], icons: 'https://files/codicon.css',
    title: 'Preview', language: 'en', strings: { cancel: 'Cancel' }, ...fields,
  });
}

describe('webviewPage', () => {
  it('allows nothing by default and nothing unsafe', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page())?.[1] ?? '';
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-|data:|blob:|\*(?!\.)/);
    assert.doesNotMatch(policy, /connect-src|frame-src/);
  });

  it('shows pictures and clips of its own roots alone', () => {
    assert.match(page(), /img-src https:\/\/\*\.example; media-src https:\/\/\*\.example;/);
  });

  it('lets only its own script run, under a new number each time', () => {
    const [first, second] = [page(), page()].map((html) => /'nonce-([^']+)'/.exec(html)?.[1]);
    assert.ok(first && first.length >= 22);
    assert.notEqual(first, second);
    assert.ok(page().includes('<script type="module" nonce="'));
  });

  it('carries no inline script or style', () => {
    const html = page();
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/i);
    assert.equal([...html.matchAll(/<script/g)].length, 1);
  });

  it('keeps texts from becoming markup', () => {
    const html = page({ title: '</title><script>', strings: { cancel: `"'><script>alert(1)</script>&quot;` } });
    assert.equal([...html.matchAll(/<script/g)].length, 1);
    assert.ok(html.includes('data-strings="{&quot;cancel&quot;:&quot;\\&quot;\'&gt;&lt;script&gt;'));
  });
});
