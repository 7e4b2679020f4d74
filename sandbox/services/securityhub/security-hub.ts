import type { GetFindingsResponse } from '@aws-sdk/client-securityhub';
import type { Account } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { paging } from '../config/pages';
import { keyOf } from '../config/resource';
import { AwsError } from '../../core/aws-error';
import type { Operation, Operations } from '../../endpoint/operation';
import { asff, type AsffFinding } from './asff';
import { type ComplianceChange, type Finding, findingAfter, isKept } from './finding';

interface SecurityHubContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: Account;
  /** The ARN of each user that Config's inventory knows, the deleted ones too, by unique id. */
  readonly userArns: () => ReadonlyMap<string, string>;
}

/**
 * Security Hub CSPM, enabled, as far as it imports the results of Config rules. In AWS that is best effort, and takes
 * up to five minutes; here it happens at once. A finding shows the ARN that Config knows of the user now.
 */
export class SecurityHub {
  readonly operations: Operations;
  private readonly byResource = new Map<string, Finding>();

  constructor(private readonly context: SecurityHubContext) {
    this.operations = { GetFindings: this.getFindings() };
  }

  /** Config sends each result that changes a resource's compliance, and no other. */
  receive(change: ComplianceChange): void {
    const key = keyOf(change.ruleName, change.resourceId);
    const known = this.byResource.get(key);
    const finding = findingAfter(known && isKept(known, change.recorded) ? known : undefined, change);
    if (finding) this.byResource.set(key, finding);
    else this.byResource.delete(key);
  }

  /** All current findings, in the AWS Security Finding Format. */
  findings(): AsffFinding[] {
    const now = this.context.clock.now();
    const arns = this.context.userArns();
    return [...this.byResource.values()]
      .filter((finding) => isKept(finding, now))
      .map((finding) => asff(finding, arns.get(finding.resourceId), this.context.account));
  }

  /**
   * AWS: "GetFindings", Security Hub CSPM API Reference. It does not say how many findings it gives without MaxResults.
   */
  private getFindings(): Operation {
    const { partition, region, accountId } = this.context.account;
    return (input) => {
      const size = input.only('MaxResults', 'NextToken').optionalInteger('MaxResults', { min: 1, max: 100 }) ?? 100;
      const message = "Invalid parameter 'NextToken': it is not from the answer to such a call";
      const refusal = new AwsError('InvalidInputException', message);
      const page = paging('GetFindings', size, input.optionalText('NextToken'), { refusal });
      return {
        authorize: () => [{ arn: `arn:${partition}:securityhub:${region}:${accountId}:hub/default` }],
        handle: (): GetFindingsResponse => {
          const { items, nextToken } = page(this.findings(), ({ Id }) => Id);
          return { Findings: items, NextToken: nextToken };
        },
      };
    };
  }
}
