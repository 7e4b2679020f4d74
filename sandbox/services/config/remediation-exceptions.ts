import type { SandboxClock } from '../../core/clock';
import type { RemediationDefinition } from './remediation-definition';
import { keyOf } from './resource';

/** A resource that is not remediated automatically. Times in milliseconds since the epoch. */
export interface RemediationException {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly message?: string;
  readonly expires?: number;
}

/** The exceptions that Config or the operator has put on resources, each until it expires. */
export class RemediationExceptions {
  private readonly byResource = new Map<string, RemediationException>();
  /** When automatic remediation attempted each resource. */
  private readonly attempts = new Map<string, number[]>();

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

  /** Without its exception, a resource has all its attempts again. */
  delete(ruleName: string, resourceId: string): void {
    this.byResource.delete(keyOf(ruleName, resourceId));
    this.attempts.delete(keyOf(ruleName, resourceId));
  }

  noteAttempt(ruleName: string, resourceId: string): void {
    const key = keyOf(ruleName, resourceId);
    this.attempts.set(key, [...(this.attempts.get(key) ?? []), this.clock.now()]);
  }

  /**
   * The brake of automatic remediation: after MaximumAutomaticAttempts attempts within RetryAttemptSeconds a resource
   * gets an exception. AWS says both "attempts" and "failed attempts"; here every attempt counts, whatever its outcome.
   * AWS: "RemediationConfiguration", Config API Reference. @returns whether the attempts are used up
   */
  brake(
    { ruleName, maximumAutomaticAttempts, retryAttemptSeconds }: RemediationDefinition,
    resourceId: string,
  ): boolean {
    const since = this.clock.now() - retryAttemptSeconds * 1000;
    const made = (this.attempts.get(keyOf(ruleName, resourceId)) ?? []).filter((time) => time >= since).length;
    if (made < maximumAutomaticAttempts) return false;
    const message = `${made} automatic remediation attempts within ${retryAttemptSeconds} seconds: none will follow until this exception is deleted.`;
    this.put({ ruleName, resourceId, message });
    return true;
  }
}
