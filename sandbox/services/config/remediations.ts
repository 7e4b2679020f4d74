import type {
  DescribeRemediationConfigurationsResponse,
  RemediationConfiguration,
} from '@aws-sdk/client-config-service';
import type { Account, Ids } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import type { AuthorizedResource } from '../../policy/caller';
import type { RemediationDefinition } from './remediation-definition';
import { invalidParameter, RULE_NAME } from './resource';
import type { Rules } from './rules';

export interface StoredRemediation extends RemediationDefinition {
  readonly arn: string;
  /** The version of the document that runs; absent: the default version at the time of the run. */
  readonly documentVersion?: string | undefined;
}

/** The remediation of each rule that has one. */
export class Remediations {
  private readonly byRule = new Map<string, StoredRemediation>();

  constructor(
    private readonly account: Account,
    private readonly ids: Ids,
    private readonly rules: Rules,
    /** The version of a document that a remediation is bound to when it is put, if it is bound to one. */
    private readonly boundVersion: (documentName: string) => string | undefined,
  ) {}

  /**
   * Sets the remediation of a rule. Whether the runbook exists is first checked when a run starts.
   * AWS: "PutRemediationConfigurations", Config API Reference.
   * @throws AwsError InvalidParameterValueException if there is no such rule
   */
  put(definition: RemediationDefinition): void {
    if (!this.rules.has(definition.ruleName)) {
      throw invalidParameter(`The ConfigRule '${definition.ruleName}' provided in the request is invalid.`);
    }
    const arn = this.byRule.get(definition.ruleName)?.arn ?? this.arnOf(this.ids.uuid());
    const documentVersion = this.boundVersion(definition.documentName);
    this.byRule.set(definition.ruleName, { ...definition, arn, documentVersion });
  }

  delete(ruleName: string): void {
    this.byRule.delete(ruleName);
  }

  find(ruleName: string): StoredRemediation | undefined {
    return this.byRule.get(ruleName);
  }

  /** @throws AwsError NoSuchRemediationConfigurationException */
  get(ruleName: string): StoredRemediation {
    const remediation = this.find(ruleName);
    if (remediation) return remediation;
    throw new AwsError(
      'NoSuchRemediationConfigurationException',
      `No RemediationConfiguration exists for the ConfigRule '${ruleName}'.`,
    );
  }

  /** What a call is authorized on; a remediation that does not exist has its rule's name in place of its id. */
  authorized(ruleName: string): AuthorizedResource {
    return { arn: this.find(ruleName)?.arn ?? this.arnOf(ruleName) };
  }

  private arnOf(id: string): string {
    const { partition, region, accountId } = this.account;
    return `arn:${partition}:config:${region}:${accountId}:remediation-configuration/${id}`;
  }
}

/**
 * Rules without a remediation are left out; no names at all are refused.
 * AWS: "DescribeRemediationConfigurations", Config API Reference.
 */
export function describeRemediationConfigurations(remediations: Remediations): Operation {
  return (input) => {
    const names = input.only('ConfigRuleNames').texts('ConfigRuleNames', { min: 1, max: 25 }, RULE_NAME);
    return {
      authorize: () => names.map((name) => remediations.authorized(name)),
      handle: (): DescribeRemediationConfigurationsResponse => ({
        RemediationConfigurations: names.flatMap((name) => remediations.find(name) ?? []).map(describe),
      }),
    };
  };
}

function describe(remediation: StoredRemediation): RemediationConfiguration {
  const parameters = Object.entries(remediation.parameters).map(([name, parameter]) => [
    name,
    parameter === 'RESOURCE_ID'
      ? { ResourceValue: { Value: 'RESOURCE_ID' } }
      : { StaticValue: { Values: parameter.values } },
  ]);
  return {
    ConfigRuleName: remediation.ruleName,
    TargetType: 'SSM_DOCUMENT',
    TargetId: remediation.documentName,
    Parameters: Object.fromEntries(parameters),
    Automatic: remediation.automatic,
    ExecutionControls: {
      SsmControls: {
        ConcurrentExecutionRatePercentage: remediation.concurrentExecutionRate,
        ErrorPercentage: remediation.errorRate,
      },
    },
    MaximumAutomaticAttempts: remediation.maximumAutomaticAttempts,
    RetryAttemptSeconds: remediation.retryAttemptSeconds,
    Arn: remediation.arn,
  };
}
