import type { SandboxClock } from '../../core/clock';
import { keyOf } from './resource';

/** A resource that is not remediated automatically. Times in milliseconds since the epoch. */
export interface RemediationException {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly message?: string;
  readonly expires?: number;
}

/** The exceptions that Config or the operator has put on resources; each is gone when its time has come. */
export class RemediationExceptions {
  private readonly byResource = new Map<string, RemediationException>();

  constructor(private readonly clock: SandboxClock) {}

  put(exception: RemediationException): void {
    this.byResource.set(keyOf(exception.ruleName, exception.resourceId), exception);
  }

  find(ruleName: string, resourceId: string): RemediationException | undefined {
    const exception = this.byResource.get(keyOf(ruleName, resourceId));
    const expired = exception?.expires !== undefined && exception.expires <= this.clock.now();
    return expired ? undefined : exception;
  }

  ofRule(ruleName: string): RemediationException[] {
    return [...this.byResource.values()].filter(
      (exception) => exception.ruleName === ruleName && this.find(ruleName, exception.resourceId),
    );
  }

  delete(ruleName: string, resourceId: string): void {
    this.byResource.delete(keyOf(ruleName, resourceId));
  }
}
