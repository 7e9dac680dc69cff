import * as vscode from 'vscode';

/** The settings as logic takes them; `package.json` holds the defaults. */
export interface Settings {
  /** Glob of the post files. */
  readonly postsInclude: string;
}

export function readSettings(scope?: vscode.ConfigurationScope): Settings {
  const settings = vscode.workspace.getConfiguration('galley', scope);
  return { postsInclude: settings.get<string>('posts.include', '**/*.post.md') };
}
