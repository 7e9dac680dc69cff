import * as vscode from 'vscode';

/** A secret storage that lives as long as the test, for code that gets one handed in. */
export class MemorySecrets implements vscode.SecretStorage, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly stored = new Map<string, string>();
  readonly onDidChange = this.changed.event;

  keys(): Promise<string[]> {
    return Promise.resolve([...this.stored.keys()]);
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.stored.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.stored.set(key, value);
    this.changed.fire({ key });
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.stored.delete(key);
    this.changed.fire({ key });
    return Promise.resolve();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
