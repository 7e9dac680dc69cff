import assert from 'node:assert/strict';
import { renderPost, safeLink } from '../../../src/preview/renderPost.js';

const options = {
  imageNotShown: 'Not shown:',
  resolveImage: (source: string) => (source.startsWith('media/') ? `https://files/${source}` : undefined),
};

function html(text: string): string {
  return renderPost(text, options).map((block) => block.html).join('');
}

describe('renderPost', () => {
  it('gives every top-level block the line on which it starts', () => {
    const blocks = renderPost('# One\n\nTwo\nlines\n\n- a\n- b\n\n> quote\n', options);
    assert.deepEqual(blocks.map(({ line }) => line), [0, 2, 5, 8]);
  });

  it('renders the usual Markdown', () => {
    assert.equal(html('a **b** _c_ `d`'), '<p>a <strong>b</strong> <em>c</em> <code>d</code></p>\n');
    assert.match(html('| a |\n|--:|\n| 1 |'), /<td class="align-right">1<\/td>/);
  });

  it('shows links to web and mail addresses', () => {
    assert.match(html('[a](https://example.com/x?y=1&z=2)'), /<a href="https:\/\/example\.com\/x\?y=1&amp;z=2"/);
    assert.match(html('https://example.com'), /<a href="https:\/\/example\.com\/"/);
    assert.match(html('<mail@example.com>'), /<a href="mailto:mail@example\.com"/);
  });

  it('shows the text of a link that leads elsewhere, without the link', () => {
    for (const target of ['./other.post.md', '#part', '//example.com', 'ftp://example.com', 'file:///etc/passwd', 'vscode://x/y', 'command:x'])
      assert.match(html(`[text](${target})`), /<span class="unlinked"[^>]*>text<\/span>/, target);
  });

  it('shows pictures that may be shown and names the others', () => {
    assert.match(html('![Alt](media/a%20b.png)'), /<img src="https:\/\/files\/media\/a b\.png" alt="Alt"/);
    assert.match(html('![A cat](https://example.com/cat.png)'), /Not shown:<\/span> <a href="https:\/\/example\.com\/cat\.png"[^>]*>A cat</);
    assert.match(html('[![In a link](https://example.com/cat.png)](https://example.com)'), /Not shown:<\/span> In a link</);
    assert.doesNotMatch(html('![x](https://example.com/cat.png) ![y](data:image/png;base64,AAAA) ![z](../../etc/x.png)'), /<img/);
  });

  describe('lets no hostile text through', () => {
    const hostile = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)><script>alert(1)</script></svg>',
      '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
      '<a href="javascript:alert(1)">x</a>',
      '[x](javascript:alert(1))',
      '[x](JaVaScRiPt:alert(1))',
      '[x](&#106;avascript:alert(1))',
      '[x](&#x6A;&#x61;vascript&colon;alert(1))',
      '[x](java&#x0A;script:alert(1))',
      '[x](java&Tab;script:alert(1))',
      '[x](\u0001javascript:alert(1))',
      '[x]( javascript:alert(1) )',
      '[x](<java\\script:alert(1)>)',
      '[x](vbscript:msgbox(1))',
      '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
      '[x](data:image/svg+xml,<svg onload=alert(1)>)',
      '<javascript:alert(1)>',
      '[x]: javascript:alert(1)\n[x]',
      '![x](javascript:alert(1))',
      '![" onerror="alert(1)](media/a.png)',
      '![x](media/a.png" onerror="alert(1))',
      '[x](https://example.com/"onmouseover="alert(1))',
      '[x](https://example.com "t\\" onmouseover=\\"alert(1)")',
      '[![<script>](media/"><script>alert(1)</script>)](javascript:alert(1))',
      '```"><script>alert(1)</script>\ncode\n```',
      '``` x"onload="alert(1)\n<script>alert(1)</script>\n```',
      '- [ ] <img src=x onerror=alert(1)>\n  > [x](javascript:alert(1))',
      '| <script> |\n|---|\n| [x](javascript:alert(1)) |',
      '<!--><script>alert(1)</script>-->',
      '<style>@import "https://example.com/x.css";</style>',
      '<b style="background:url(https://example.com)">x</b>',
      '\u202E[x](javascript:alert(1))',
    ];
    for (const text of hostile)
      it(JSON.stringify(text), () => {
        const tags = [...html(text).matchAll(/<(?<close>\/?)(?<name>[a-z0-9]+)(?<rest>(?:"[^"]*"|[^">])*)>/gi)];
        for (const tag of tags) {
          const { name = '', rest = '' } = tag.groups ?? {};
          assert.match(name, /^(p|a|span|img|pre|code|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|em|strong|s|br|hr|h[1-6])$/);
          const attributes = [...rest.matchAll(/([a-z-]+)="([^"]*)"/gi)];
          assert.equal(rest.replace(/ [a-z-]+="[^"<>]*"/gi, '').trim(), '', `attributes of ${tag[0]}`);
          for (const [, attribute = '', value = ''] of attributes) {
            assert.match(attribute, /^(href|src|alt|title|class|start|decoding)$/);
            if (attribute === 'href') assert.match(value, /^(https?:|mailto:)/);
            if (attribute === 'src') assert.match(value, /^https:\/\/files\/media\//);
          }
        }
      });
  });

  it('copes with long and pathological text', () => {
    for (const piece of ['![', '[a](', '- a\n', '**a *b ', '> ', '`a``', '<', '|a'])
      assert.ok(renderPost(piece.repeat(5_000), options).length > 0, piece);
  });
});

describe('safeLink', () => {
  it('reads an address as browsers do', () => {
    assert.equal(safeLink(' https://Example.com/a b'), 'https://example.com/a%20b');
    assert.equal(safeLink('java\nscript:alert(1)'), undefined);
    assert.equal(safeLink('nonsense'), undefined);
  });
});
