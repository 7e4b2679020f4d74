import type { Account } from '../../core/account';
import type { CloudWatch } from '../cloudwatch/cloudwatch';
import { AwsError } from '../../core/aws-error';
import type { Caller } from '../../policy/caller';
import { authorize } from '../../policy/authorize';

/** CloudWatch Logs, as far as Lambda writes to it: groups, their lines and metrics, and what a role may not write. */
export class Logs {
  private readonly groups = new Map<string, string[]>();
  /** The actions that were denied; Lambda itself does not report them. */
  readonly denied: string[] = [];

  constructor(
    private readonly account: Account,
    private readonly cloudwatch: Pick<CloudWatch, 'readLines'>,
  ) {}

  createLogGroup(name: string): void {
    if (this.groups.has(name)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    this.groups.set(name, []);
  }

  deleteLogGroup(name: string): void {
    this.groups.delete(name);
  }

  /** The lines of a group, oldest first. */
  lines(name: string): readonly string[] {
    return this.groups.get(name) ?? [];
  }

  /** Creates the stream and puts the lines, as the caller. If that is denied or there is no group, they are lost. */
  write(caller: Caller, group: string, stream: string, lines: readonly string[]): void {
    const { partition, region, accountId } = this.account;
    const arn = `arn:${partition}:logs:${region}:${accountId}:log-group:${group}:log-stream:${stream}`;
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      try {
        authorize(caller, 'logs', action, [{ arn }]);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        this.denied.push(action);
        return;
      }
    }
    const written = this.groups.get(group);
    if (!written) return;
    written.push(...lines);
    this.cloudwatch.readLines(lines);
  }
}
