import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import type { KeyProvider } from '../choice.js';

/**
 * The keys of providers in VS Code's secret storage. Each belongs to the origin that it was set for and is given out
 * for no other, so that a changed address never gets a key of somebody else's.
 */
export class Keys implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly known = new Map<string, boolean>();
  private readonly subscription: vscode.Disposable;

  /** A key was set or removed in some window, or has turned out to be there. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.subscription = secrets.onDidChange(({ key: name }) => {
      if (isOurs(name)) void this.look(name);
    });
  }

  /** `undefined` also for no origin at all. Rejects with `UserError` when the storage cannot be read. */
  async get(provider: KeyProvider, origin: string | undefined): Promise<string | undefined> {
    if (origin === undefined) return undefined;
    const name = nameOf(provider, origin);
    const key = (await this.read(name)) || undefined;
    this.note(name, key !== undefined);
    return key;
  }

  /** What is known without waiting. The first question starts a look, and `onDidChange` tells when it finds a key. */
  has(provider: KeyProvider, origin: string | undefined): boolean {
    if (origin === undefined) return false;
    const name = nameOf(provider, origin);
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, false);
    void this.look(name);
    return false;
  }

  async set(provider: KeyProvider, origin: string, key: string): Promise<void> {
    await this.write(() => this.secrets.store(nameOf(provider, origin), key));
    this.known.set(nameOf(provider, origin), true);
    // Also for a key in place of another one: what the old one showed may be different.
    this.changed.fire();
  }

  async remove(provider: KeyProvider, origin: string): Promise<void> {
    await this.write(() => this.secrets.delete(nameOf(provider, origin)));
    this.note(nameOf(provider, origin), false);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async look(name: string): Promise<void> {
    try {
      this.note(name, Boolean(await this.secrets.get(name)));
    } catch {
      // Without the storage there is no key; who needs one hears why from `get`.
      this.note(name, false);
    }
  }

  private note(name: string, isSet: boolean): void {
    const was = this.known.get(name) ?? false;
    this.known.set(name, isSet);
    if (was !== isSet) this.changed.fire();
  }

  private async read(name: string): Promise<string | undefined> {
    try {
      return await this.secrets.get(name);
    } catch (error) {
      throw new UserError(vscode.l10n.t('Could not read the key: VS Code’s secret storage does not answer. Unlock the keyring of this computer.'), { cause: error });
    }
  }

  private async write(change: () => Thenable<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      throw new UserError(vscode.l10n.t('Could not save the key: VS Code’s secret storage does not answer. Unlock the keyring of this computer.'), { cause: error });
    }
  }
}

const prefix = 'key';

function nameOf(provider: KeyProvider, origin: string): string {
  return `${prefix} ${provider} ${origin}`;
}

function isOurs(name: string): boolean {
  return name.startsWith(`${prefix} `);
}
