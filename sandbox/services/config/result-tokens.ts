import type { Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import type { OpenRun } from './evaluation-run';

/** How long a result token is good for: as long as a function can run. AWS does not publish it. */
export const RESULT_TOKEN_LIFE_MS = 15 * 60_000;

/** The tokens by which PutEvaluations knows the rule and the invocation that it answers. */
export class ResultTokens {
  private readonly issued = new Map<string, { readonly run: OpenRun; readonly expires: number }>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly ids: Ids,
  ) {}

  issue(run: OpenRun): string {
    const token = Buffer.from(`${this.ids.uuid()}${this.ids.uuid()}`).toString('base64');
    this.issued.set(token, { run, expires: this.clock.now() + RESULT_TOKEN_LIFE_MS });
    return token;
  }

  /** @throws AwsError InvalidResultTokenException for a token that was not issued here or has expired */
  runOf(token: string): OpenRun {
    const entry = this.issued.get(token);
    if (entry && this.clock.now() <= entry.expires) return entry.run;
    throw new AwsError('InvalidResultTokenException', 'The resultToken provided is invalid');
  }
}
