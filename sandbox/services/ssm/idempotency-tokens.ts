import { AwsError } from '../../core/aws-error';

/** The ClientTokens of StartAutomationExecution, "case insensitive": the same request again is the same execution. */
export class IdempotencyTokens {
  private readonly used = new Map<string, { readonly request: string; readonly executionId: string }>();

  /** @throws AwsError IdempotentParameterMismatch where the token came with another request */
  once(token: string, request: unknown, start: () => string): string {
    const key = token.toLowerCase();
    const fingerprint = JSON.stringify(request);
    const earlier = this.used.get(key);
    if (earlier && earlier.request !== fingerprint)
      throw new AwsError(
        'IdempotentParameterMismatch',
        `The ClientToken ${token} has been used with other parameters.`,
      );
    if (earlier) return earlier.executionId;
    const executionId = start();
    this.used.set(key, { request: fingerprint, executionId });
    return executionId;
  }
}
