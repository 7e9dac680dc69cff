import { t } from '@vscode/l10n';
import { isAbort } from '../common/abort.js';
import { UserError } from '../common/userError.js';
import type { ModelInfo } from '../models/modelInfo.js';
import { ServiceError } from '../models/serviceError.js';

/** A step that was not run for the sake of what went before; nothing was asked of anybody. */
export class Skipped extends UserError {}

/** So many failures one after another that may pass by themselves say that they do not. */
const mostPassing = 5;

/** Which providers are no use asking any more in this batch: a key that was refused once will be refused a hundred times. */
export class Stops {
  private readonly stopped = new Map<string, Error>();
  private readonly passing = new Map<string, number>();

  /** Throws `Skipped` for a provider that is not asked any more. */
  check({ provider, label }: ModelInfo): void {
    const cause = this.stopped.get(provider);
    if (cause) throw new Skipped(t('Not asked: {0} had failed before. {1}', label, cause.message), { cause });
  }

  succeeded({ provider }: ModelInfo): void {
    this.passing.delete(provider);
  }

  failed({ provider }: ModelInfo, error: unknown): void {
    if (isAbort(error) || !(error instanceof ServiceError)) return;
    switch (error.reason) {
      case 'auth':
      case 'quota':
        this.stop(provider, error);
        return;
      case 'rateLimit':
      case 'network':
      case 'timeout': {
        const count = (this.passing.get(provider) ?? 0) + 1;
        this.passing.set(provider, count);
        if (count >= mostPassing) this.stop(provider, error);
        return;
      }
      case 'refused':
      case 'unsupported':
      case 'unexpected':
        // Says something about the one post, or nothing.
        return;
    }
  }

  private stop(provider: string, error: Error): void {
    if (!this.stopped.has(provider)) this.stopped.set(provider, error);
  }
}
