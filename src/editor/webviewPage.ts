import { randomBytes } from 'node:crypto';

export interface WebviewPage {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Addresses as the webview loads them. */
  readonly script: string;
  readonly styles: readonly string[];
  /** The icon font's style sheet, which components load again into their own trees. */
  readonly icons: string;
  readonly title: string;
  /** Language of the texts, `en` or `pt-br`. */
  readonly language: string;
  /** Every text that the page itself shows. */
  readonly strings: Readonly<Record<string, string>>;
}

/** The whole of a webview's HTML. Nothing inline is allowed to run or to style; pictures and clips come from the webview's own roots. */
export function webviewPage(page: WebviewPage): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    `img-src ${page.cspSource}`,
    `media-src ${page.cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const styles = page.styles.map((style) => `<link rel="stylesheet" href="${escape(style)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="${escape(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${escape(page.icons)}">
${styles}
<title>${escape(page.title)}</title>
</head>
<body data-strings="${escape(JSON.stringify(page.strings))}">
<script type="module" nonce="${nonce}" src="${escape(page.script)}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
