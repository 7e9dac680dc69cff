import * as vscode from 'vscode';

/** Where each problem code is explained, in the documentation that is installed with Galley. */
export class ProblemDocs {
  private readonly file: vscode.Uri;
  private lines: ReadonlyMap<string, number> = new Map();

  constructor(extensionUri: vscode.Uri) {
    this.file = vscode.Uri.joinPath(extensionUri, 'docs', 'problems.md');
  }

  /** Finds the sections. Until then links lead to the start of the file. */
  async load(): Promise<void> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file));
      this.lines = new Map(text.split(/\r?\n/).flatMap((line, index) => (line.startsWith('### ') ? [[line.slice(4).trim(), index + 1] as const] : [])));
    } catch {
      return;
    }
  }

  /** VS Code opens files at `#L12`; headings of Markdown it does not know. */
  of(code: string): vscode.Uri {
    const line = this.lines.get(code);
    return line === undefined ? this.file : this.file.with({ fragment: `L${line}` });
  }
}
