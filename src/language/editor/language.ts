import * as vscode from 'vscode';
import { isPost, type Posts } from '../../editor/posts.js';
import type { Log } from '../../common/log.js';
import type { Pipeline } from '../../pipeline/editor/pipeline.js';
import type { Runs } from '../../pipeline/runs.js';
import type { Studios } from '../../studio/editor/studios.js';

export interface LanguageDeps {
  readonly posts: Posts;
  readonly studios: Studios;
  readonly pipeline: Pipeline;
  readonly runs: Runs;
  readonly log: Log;
}

const postFiles: vscode.DocumentSelector = { language: 'markdown' };
const studioFiles: vscode.DocumentSelector = { pattern: '**/galley.yaml' };
/** No letters, as VS Code leaves those to `editor.quickSuggestions`: see `typing.ts`. No line break, or a second Enter would take a suggestion. */
const triggers = [':', '#', '/', '-', '.', '"', "'", '{', '[', ',', ' '];

/** Completion, hover, CodeLens, symbols, folding, links and rename in posts and galley.yaml. The code for them loads on first use. */
export function registerLanguage(deps: LanguageDeps): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  const subscriptions: { dispose(): unknown }[] = [lensesChanged];
  const load = once(async () => {
    const { Providers } = await import('./providers.js');
    const providers = new Providers(deps, () => { lensesChanged.fire(); });
    subscriptions.push(providers);
    return providers;
  });
  type Provided = Awaited<ReturnType<typeof load>>;
  const inPost = async <T>(document: vscode.TextDocument, provide: (providers: Provided) => Promise<T>): Promise<T | undefined> => {
    if (!isPost(document)) return undefined;
    try {
      return await provide(await load());
    } catch (error) {
      deps.log.error('An editor feature failed', error);
      return undefined;
    }
  };
  const { languages } = vscode;
  subscriptions.push(
    languages.registerCompletionItemProvider(postFiles, { provideCompletionItems: (document, position) => inPost(document, (to) => to.completePost(document, position)) }, ...triggers),
    languages.registerCompletionItemProvider(studioFiles, { provideCompletionItems: async (document, position) => (await load()).completeStudio(document, position) }, ...triggers),
    languages.registerHoverProvider(postFiles, { provideHover: (document, position) => inPost(document, (to) => to.hoverPost(document, position)) }),
    languages.registerHoverProvider(studioFiles, { provideHover: async (document, position) => (await load()).hoverStudio(document, position) }),
    languages.registerCodeLensProvider(postFiles, { onDidChangeCodeLenses: lensesChanged.event, provideCodeLenses: (document) => inPost(document, (to) => to.lenses(document)) }),
    languages.registerDocumentSymbolProvider(postFiles, { provideDocumentSymbols: (document) => inPost(document, (to) => to.symbols(document)) }, { label: 'Galley' }),
    languages.registerFoldingRangeProvider(postFiles, { provideFoldingRanges: (document) => inPost(document, (to) => to.folding(document)) }),
    languages.registerDocumentLinkProvider(postFiles, {
      provideDocumentLinks: (document) => inPost(document, (to) => to.links(document)),
      resolveDocumentLink: async (link) => (await load()).resolveLink(link),
    }),
    ...[postFiles, studioFiles].map((files) => languages.registerRenameProvider(files, {
      prepareRename: async (document, position) => (await load()).prepareRename(document, position),
      provideRenameEdits: async (document, position, name, token) => (await load()).rename(document, position, name, token),
    })),
  );
  return new vscode.Disposable(() => { for (const subscription of subscriptions) subscription.dispose(); });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
