import * as vscode from 'vscode';
import { loadMeasure, type MeasureLength } from '../../caption/length.js';
import { textOf } from '../../editor/fileText.js';
import { commandIds, commandOfStep } from '../../editor/commands.js';
import { toRange } from '../../editor/spans.js';
import { checkArtifactPath } from '../../post/artifactPath.js';
import { completePost, completeStudio } from '../completion.js';
import { exampleStory } from '../exampleStory.js';
import { foldsOf } from '../folds.js';
import { hoverPost, hoverStudio } from '../hover.js';
import { lensesOf, type Lens } from '../lenses.js';
import { factLine } from '../../plan/findFact.js';
import { linksOf, type LinkTarget } from '../links.js';
import { headingOutline, keyOutline, type OutlineItem } from '../outline.js';
import { completionItem, hoverOf, type FileOf } from './items.js';
import type { LanguageDeps } from './language.js';
import { prepareRename, rename } from './renaming.js';
import { stepStatuses } from './statuses.js';
import { suggestWhileTyping } from './typing.js';
import { WorkspaceFiles } from './workspaceWords.js';

interface CachedLenses {
  readonly version: number;
  readonly epoch: number;
  readonly lenses: Promise<vscode.CodeLens[]>;
}

const markdownExtension = 'vscode.markdown-language-features';

/** Everything behind the registrations of `language.ts`; made when first needed. */
export class Providers implements vscode.Disposable {
  private readonly files: WorkspaceFiles;
  private readonly lensCache = new WeakMap<vscode.TextDocument, CachedLenses>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private epoch = 0;
  private running = '';
  private measuring: Promise<MeasureLength> | undefined;

  constructor(private readonly deps: LanguageDeps, onDidChangeLenses: () => void) {
    this.files = new WorkspaceFiles(deps.studios);
    const changed = (): void => {
      this.epoch++;
      onDidChangeLenses();
    };
    this.subscriptions = [
      this.files,
      suggestWhileTyping(deps.posts),
      this.files.onDidChangeClusters(changed),
      deps.studios.onDidChange(changed),
      // Runs report every streamed word; a lens shows only which steps run.
      deps.runs.onDidChange(() => {
        const running = deps.runs.all.map(({ post, step }) => `${step} ${post}`).join('\n');
        if (running === this.running) return;
        this.running = running;
        changed();
      }),
      deps.pipeline.onDidChangeQuotes(changed),
      vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration('galley')) changed(); }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  async completePost(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const { posts } = this.deps;
    const post = posts.get(document);
    const offset = document.offsetAt(position);
    // The usual case while somebody writes: nothing to ask the workspace for.
    if (post.frontMatter === undefined || (offset > post.body.span.start && post.isEditable)) return [];
    const suggestions = await completePost(document.getText(), offset, await this.files.of(document), post);
    return suggestions.map((suggestion, at) => completionItem(document, position, suggestion, at, fileOf(document)));
  }

  async completeStudio(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const suggestions = await completeStudio(document.getText(), document.offsetAt(position), await this.files.of(document));
    return suggestions.map((suggestion, at) => completionItem(document, position, suggestion, at, fileOf(document)));
  }

  async hoverPost(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const post = this.deps.posts.get(document);
    const offset = document.offsetAt(position);
    if (offset >= post.body.span.start) return undefined;
    const words = await this.files.of(document);
    const hover = await hoverPost(post, offset, { ...words, language: vscode.env.language, measure: () => this.measure() });
    return hover && hoverOf(document, hover, fileOf(document));
  }

  async hoverStudio(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const hover = hoverStudio(document.getText(), document.offsetAt(position), await this.files.of(document));
    const more = hover?.key === 'examples' ? exampleStory(await this.deps.pipeline.shownExamples(document.uri)) : [];
    return hover && hoverOf(document, { ...hover, markdown: [...hover.markdown, ...more] }, fileOf(document));
  }

  lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { version } = document;
    const cached = this.lensCache.get(document);
    if (cached?.version === version && cached.epoch === this.epoch) return cached.lenses;
    const lenses = this.makeLenses(document);
    this.lensCache.set(document, { version, epoch: this.epoch, lenses });
    return lenses;
  }

  symbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const post = this.deps.posts.get(document);
    // VS Code's Markdown extension lists the headings already; twice each would bury the keys.
    const headings = vscode.extensions.getExtension(markdownExtension) ? [] : headingOutline(post);
    return Promise.resolve([...keyOutline(post), ...headings].map((item) => symbolOf(document, item)));
  }

  folding(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
    const folds = foldsOf(this.deps.posts.get(document)).map(({ start, end }) => new vscode.FoldingRange(document.positionAt(start).line, document.positionAt(end).line));
    return Promise.resolve(folds);
  }

  links(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const toFile = fileOf(document);
    const toCluster = clusterUris(document);
    return Promise.resolve(linksOf(this.deps.posts.get(document)).flatMap(({ span, target }) => {
      const uris = urisOf(target, toFile, toCluster);
      return uris.length === 0 ? [] : [new TargetLink(toRange(document, span), uris, target)];
    }));
  }

  async resolveLink(link: vscode.DocumentLink): Promise<vscode.DocumentLink> {
    if (!(link instanceof TargetLink)) return link;
    const { candidates, wanted } = link;
    const [first] = candidates;
    if (first) link.target = first;
    if (wanted.type !== 'fact') return link;
    for (const uri of candidates) {
      const text = await textOf(uri);
      if (text === undefined) continue;
      const line = wanted.id === undefined ? undefined : factLine(text, wanted.id);
      link.target = line === undefined ? uri : uri.with({ fragment: `L${line + 1}` });
      return link;
    }
    return link;
  }

  prepareRename(document: vscode.TextDocument, position: vscode.Position): Promise<{ readonly range: vscode.Range; readonly placeholder: string }> {
    return prepareRename(this.deps, document, position);
  }

  rename(document: vscode.TextDocument, position: vscode.Position, name: string, token: vscode.CancellationToken): Promise<vscode.WorkspaceEdit | undefined> {
    return rename(this.deps, document, position, name, token);
  }

  private async makeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { pipeline, posts, runs } = this.deps;
    const post = posts.get(document);
    const lenses = lensesOf(post, await stepStatuses(document, pipeline, runs));
    return lenses.map((lens) => new vscode.CodeLens(toRange(document, lens.span), commandOf(document, lens)));
  }

  private measure(): Promise<MeasureLength> {
    return (this.measuring ??= loadMeasure());
  }
}

/** Links are resolved when they are followed; a fact's line is looked up then. */
class TargetLink extends vscode.DocumentLink {
  constructor(range: vscode.Range, readonly candidates: readonly vscode.Uri[], readonly wanted: LinkTarget) {
    super(range);
  }
}

function urisOf(target: LinkTarget, toFile: FileOf, toCluster: (file: string) => readonly vscode.Uri[]): readonly vscode.Uri[] {
  switch (target.type) {
    case 'url':
      return [vscode.Uri.parse(target.url)];
    case 'file': {
      const uri = toFile(target.path);
      return uri ? [uri] : [];
    }
    case 'fact':
      return toCluster(target.file);
  }
}

/** A path relative to the post, as long as it stays inside the workspace folder. */
function fileOf(document: vscode.TextDocument): FileOf {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) return () => undefined;
  const depth = document.uri.path.slice(folder.uri.path.length).split('/').filter((part) => part !== '').length - 1;
  return (path) => {
    const checked = checkArtifactPath(path, depth);
    return checked.ok ? vscode.Uri.joinPath(document.uri, '..', ...checked.segments) : undefined;
  };
}

/** Beside the post first, then from the workspace folder's root, as the drafter looks. */
function clusterUris(document: vscode.TextDocument): (file: string) => readonly vscode.Uri[] {
  const root = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  return (file) => {
    const checked = checkArtifactPath(file);
    if (!checked.ok || !root) return [];
    return [vscode.Uri.joinPath(document.uri, '..', ...checked.segments), vscode.Uri.joinPath(root, ...checked.segments)];
  };
}

function symbolOf(document: vscode.TextDocument, { name, detail, kind, span, nameSpan, children }: OutlineItem): vscode.DocumentSymbol {
  const kinds = { text: vscode.SymbolKind.Property, group: vscode.SymbolKind.Module, heading: vscode.SymbolKind.String } as const;
  const symbol = new vscode.DocumentSymbol(name, detail, kinds[kind], toRange(document, span), toRange(document, nameSpan));
  symbol.children = children.map((child) => symbolOf(document, child));
  return symbol;
}

function commandOf(document: vscode.TextDocument, { title, tooltip, action }: Lens): vscode.Command {
  if (action?.type === 'redo') return { title, command: commandIds.redoFrom, arguments: [document.uri], ...(tooltip === undefined ? {} : { tooltip }) };
  const command = action?.type === 'run' ? commandOfStep[action.step] : action?.type === 'runDue' ? commandIds.runPipeline : action ? commandIds.cancel : undefined;
  // An options object says that nobody may be there to answer, so only where it is needed.
  const options = action?.type === 'run' && action.platform !== undefined ? [{ platform: action.platform }] : [];
  return { title, command: command ?? '', arguments: command === undefined ? [] : [document.uri, ...options], ...(tooltip === undefined ? {} : { tooltip }) };
}

