import type { SandboxClock } from '../../core/clock';
import type { RemediationDefinition } from './remediation-definition';
import type { RemediationExceptions } from './remediation-exceptions';
import { keyOf } from './resource';

/**
 * The brake of automatic remediation: after MaximumAutomaticAttempts attempts within RetryAttemptSeconds a resource
 * gets an exception. AWS says both "attempts" and "failed attempts"; here every attempt counts, whatever its end.
 * AWS: "RemediationConfiguration", Config API Reference.
 */
export class RemediationAttempts {
  private readonly times = new Map<string, number[]>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly exceptions: RemediationExceptions,
  ) {}

  note(ruleName: string, resourceId: string): void {
    const key = keyOf(ruleName, resourceId);
    this.times.set(key, [...(this.times.get(key) ?? []), this.clock.now()]);
  }

  /** Puts the exception if the attempts are used up. @returns whether they are */
  brake(
    { ruleName, maximumAutomaticAttempts, retryAttemptSeconds }: RemediationDefinition,
    resourceId: string,
  ): boolean {
    const since = this.clock.now() - retryAttemptSeconds * 1000;
    const made = (this.times.get(keyOf(ruleName, resourceId)) ?? []).filter((time) => time >= since).length;
    if (made < maximumAutomaticAttempts) return false;
    const message = `${made} automatic remediation attempts within ${retryAttemptSeconds} seconds: none will follow until this exception is deleted.`;
    this.exceptions.put({ ruleName, resourceId, message });
    return true;
  }

  /** When its exception has been deleted, a resource has all its attempts again. */
  forget(ruleName: string, resourceId: string): void {
    this.times.delete(keyOf(ruleName, resourceId));
  }
}
