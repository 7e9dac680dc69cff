import * as vscode from 'vscode';

/**
 * VS Code opens a tab behind the others for a file that stays unsaved for most of a second, as a slow save does. Work over many posts would
 * leave as many tabs: those are closed again once they are saved, unless somebody has looked into them.
 */
export class BackgroundTabs implements vscode.Disposable {
  private readonly found = new Set<vscode.Tab>();
  private readonly subscription: vscode.Disposable;

  constructor(uris: ReadonlySet<string>) {
    this.subscription = vscode.window.tabGroups.onDidChangeTabs(({ opened, changed, closed }) => {
      for (const tab of opened) if (!tab.isActive && tab.input instanceof vscode.TabInputText && uris.has(tab.input.uri.toString())) this.found.add(tab);
      for (const tab of changed) if (tab.isActive) this.found.delete(tab);
      for (const tab of closed) this.found.delete(tab);
      this.tidy();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.tidy();
  }

  private tidy(): void {
    const saved = [...this.found].filter(({ isDirty }) => !isDirty);
    if (saved.length > 0) void vscode.window.tabGroups.close(saved, true).then(undefined, () => undefined);
  }
}
