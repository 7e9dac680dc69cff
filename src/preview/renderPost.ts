import createParser, { type MarkdownIt, type Token } from 'markdown-it';

/** One top-level piece of the body: a paragraph, a list, a table… */
export interface Block {
  readonly html: string;
  /** First line, counted from the start of the body. */
  readonly line: number;
}

export interface RenderOptions {
  /** The address of a picture that may be shown; `undefined` for all others, remote ones included. */
  readonly resolveImage: (source: string) => string | undefined;
  /** Stands in for a picture that is not shown. */
  readonly imageNotShown: string;
}

const longestName = 200;
const markdown = createMarkdown();

/**
 * Markdown as safe HTML: no markup of the author's own, links to web and mail addresses only, pictures only where
 * `resolveImage` allows. Runs in the page rather than in the extension host, so that hostile text
 * (100 KB of `![` takes half a second) can never stall the editor.
 */
export function renderPost(text: string, options: RenderOptions): Block[] {
  const env = { options, openLinks: [] as boolean[] };
  return topLevel(markdown.parse(text, env)).map((tokens) => ({
    html: markdown.renderer.render(tokens, markdown.options, env),
    line: tokens[0]?.map?.[0] ?? 0,
  }));
}

/** An absolute http, https or mailto address, exactly as browsers read it. */
export function safeLink(href: string): string | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

function topLevel(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  let group: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    group.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    groups.push(group);
    group = [];
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

interface Env {
  readonly options: RenderOptions;
  /** Whether each open link is shown as one; the others are plain text. */
  readonly openLinks: boolean[];
}

function createMarkdown(): MarkdownIt {
  const md = createParser({ html: false, linkify: true });
  const { escapeHtml } = md.utils;
  // All links are parsed and then judged when they are written, so that a bad one shows its text and not its source.
  md.validateLink = () => true;
  md.renderer.rules['link_open'] = (tokens, index, _options, env) => {
    const href = attribute(tokens[index], 'href');
    const safe = safeLink(href);
    envOf(env).openLinks.push(safe !== undefined);
    return safe === undefined ? `<span class="unlinked" title="${escapeHtml(href)}">` : `<a href="${escapeHtml(safe)}" title="${escapeHtml(safe)}">`;
  };
  md.renderer.rules['link_close'] = (_tokens, _index, _options, env) => (envOf(env).openLinks.pop() ? '</a>' : '</span>');
  md.renderer.rules['image'] = (tokens, index, options, env) => {
    const { options: { resolveImage, imageNotShown }, openLinks } = envOf(env);
    const source = attribute(tokens[index], 'src');
    const alt = md.renderer.renderInlineAsText(tokens[index]?.children ?? [], options, env);
    const address = resolveImage(decode(source));
    if (address !== undefined) return `<img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}" decoding="async">`;
    const name = escapeHtml((alt === '' ? source : alt).slice(0, longestName));
    const link = openLinks.length === 0 ? safeLink(source) : undefined;
    const named = link === undefined ? name : `<a href="${escapeHtml(link)}" title="${escapeHtml(link)}">${name}</a>`;
    return `<span class="image-not-shown"><span>${escapeHtml(imageNotShown)}</span> ${named}</span>`;
  };
  for (const cell of ['th_open', 'td_open']) {
    md.renderer.rules[cell] = (tokens, index) => {
      const token = tokens[index];
      // The strict content policy drops style attributes.
      const align = /^text-align:(left|center|right)$/.exec(attribute(token, 'style'))?.[1];
      return align === undefined ? `<${token?.tag ?? 'td'}>` : `<${token?.tag ?? 'td'} class="align-${align}">`;
    };
  }
  return md;
}

function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? '');
}

function envOf(env: unknown): Env {
  return env as Env;
}

/** Sources arrive percent-encoded. */
function decode(source: string): string {
  try {
    return decodeURIComponent(source.replace(/[?#].*$/s, ''));
  } catch {
    return source;
  }
}
