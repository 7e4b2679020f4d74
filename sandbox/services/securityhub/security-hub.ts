import type { GetFindingsResponse } from '@aws-sdk/client-securityhub';
import type { Account } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { paging } from '../config/pages';
import { keyOf } from '../config/resource';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
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
   * Several values of a filter are joined with OR: "StringFilter".
   */
  private getFindings(): Operation {
    const { partition, region, accountId } = this.context.account;
    return (input) => {
      input.only('Filters', 'MaxResults', 'NextToken');
      const generators = generatorsIn(input);
      const size = input.optionalInteger('MaxResults', { min: 1, max: 100 }) ?? 100;
      const message = "Invalid parameter 'NextToken': it is not from the answer to such a call";
      const refusal = new AwsError('InvalidInputException', message);
      const scope = `GetFindings ${generators?.join()}`;
      const page = paging(scope, size, input.optionalText('NextToken'), { refusal });
      return {
        authorize: () => [{ arn: `arn:${partition}:securityhub:${region}:${accountId}:hub/default` }],
        handle: (): GetFindingsResponse => {
          const wanted = this.findings().filter(({ GeneratorId }) => generators?.includes(GeneratorId) ?? true);
          const { items, nextToken } = page(wanted, ({ Id }) => Id);
          return { Findings: items, NextToken: nextToken };
        },
      };
    };
  }
}

/** The values of the filter on GeneratorId, if there is one. */
function generatorsIn(input: Fields): readonly string[] | undefined {
  const filters = input.optionalStructure('Filters')?.only('GeneratorId');
  if (!filters?.has('GeneratorId')) return undefined;
  return filters.structures('GeneratorId', { max: 20 }).map((filter) => {
    const comparison = filter.only('Value', 'Comparison').text('Comparison');
    if (comparison !== 'EQUALS') input.refuse(new NotModelled(`a filter that compares with ${comparison}`));
    return filter.text('Value', { min: 1 });
  });
}
