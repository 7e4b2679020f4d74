import type {
  DescribeRemediationExecutionStatusResponse,
  PutRemediationConfigurationsResponse,
  RemediationExecutionStatus,
  RemediationExecutionStep,
  StartRemediationExecutionResponse,
} from '@aws-sdk/client-config-service';
import type { Operation } from '../../endpoint/operation';
import type { ComplianceStore } from './compliance-store';
import { pagingOf } from './pages';
import type { AutomationStep, Remediation, RemediationRun } from './remediation';
import { parseRemediation, type RemediationDefinition } from './remediation-definition';
import type { Remediations } from './remediations';
import { ANY_RESOURCE, IAM_USER, RULE_NAME, userIdsIn } from './resource';

/**
 * Sets remediations: each replaces its rule's. AWS: "PutRemediationConfigurations", Config API Reference. FailedBatches is
 * always empty: AWS does not say what would be in it.
 */
export function putRemediationConfigurations(
  remediations: Remediations,
  put: (definition: RemediationDefinition) => void,
): Operation {
  return (input) => {
    const definitions = input
      .only('RemediationConfigurations')
      .structures('RemediationConfigurations', { min: 0, max: 25 })
      .map(parseRemediation);
    return {
      authorize: () => definitions.map(({ ruleName }) => remediations.authorized(ruleName)),
      handle: (): PutRemediationConfigurationsResponse => {
        for (const definition of definitions) put(definition);
        return { FailedBatches: [] };
      },
    };
  };
}

/**
 * Starts the runbook for the named resources, which must be NON_COMPLIANT and not be remediated already; the others
 * come back as failed. (That the caller needs SSM's and iam:PassRole's permissions too is not modelled.)
 * AWS: "StartRemediationExecution", Config API Reference.
 */
export function startRemediationExecution(
  remediations: Remediations,
  remediation: Remediation,
  compliance: ComplianceStore,
): Operation {
  return (input) => {
    const ruleName = input.only('ConfigRuleName', 'ResourceKeys').text('ConfigRuleName', RULE_NAME);
    const resourceIds = userIdsIn(input, 'key');
    return {
      authorize: () => ANY_RESOURCE,
      handle: (caller): StartRemediationExecutionResponse => {
        const definition = remediations.get(ruleName);
        const failed = new Map<string, string>();
        for (const resourceId of resourceIds) {
          if (!compliance.isNonCompliant(ruleName, resourceId)) {
            failed.set(resourceId, 'The resource is not NON_COMPLIANT.');
          } else if (remediation.underWay(ruleName, resourceId)) {
            failed.set(resourceId, 'A remediation of the resource is in progress.');
          } else {
            remediation.startOnDemand(definition, resourceId, caller.arn);
          }
        }
        if (failed.size === 0) return {};
        return {
          FailureMessage: [...new Set(failed.values())].join(' '),
          FailedItems: [...failed.keys()].map((resourceId) => ({ resourceType: IAM_USER, resourceId })),
        };
      },
    };
  };
}

/**
 * The last run of each resource; steps are shown when the run has ended. AWS: "DescribeRemediationExecutionStatus",
 * Config API Reference.
 */
export function describeRemediationExecutionStatus(remediations: Remediations, remediation: Remediation): Operation {
  return (input) => {
    input.only('ConfigRuleName', 'ResourceKeys', 'Limit', 'NextToken');
    const ruleName = input.text('ConfigRuleName', RULE_NAME);
    const asked = input.has('ResourceKeys') ? userIdsIn(input, 'key') : undefined;
    const page = pagingOf(input, `DescribeRemediationExecutionStatus ${asked?.join()} ${ruleName}`, { max: 100 });
    return {
      authorize: () => [remediations.authorized(ruleName)],
      handle: (): DescribeRemediationExecutionStatusResponse => {
        remediations.get(ruleName);
        const runs = remediation.runs.filter(
          (run) => run.ruleName === ruleName && (asked === undefined || asked.includes(run.resourceId)),
        );
        const lastRuns = new Map(runs.map((run) => [run.resourceId, run]));
        const { items, nextToken } = page([...lastRuns.values()], ({ resourceId }) => resourceId);
        return { RemediationExecutionStatuses: items.map(statusOf), NextToken: nextToken };
      },
    };
  };
}

function statusOf(run: RemediationRun): RemediationExecutionStatus {
  return {
    ResourceKey: { resourceType: IAM_USER, resourceId: run.resourceId },
    State: run.state,
    StepDetails: run.steps.map(stepOf),
    InvocationTime: new Date(run.queued),
    LastUpdatedTime: new Date(run.ended ?? run.started ?? run.queued),
  };
}

const STEP_STATES = {
  Success: 'SUCCEEDED',
  Failed: 'FAILED',
  TimedOut: 'FAILED',
  Cancelled: 'EXITED',
  Pending: 'PENDING',
  InProgress: 'IN_PROGRESS',
} as const satisfies Record<AutomationStep['status'], RemediationExecutionStep['State']>;

function stepOf({ name, status, start, end, failureMessage }: AutomationStep): RemediationExecutionStep {
  return {
    Name: name,
    State: STEP_STATES[status],
    ErrorMessage: failureMessage,
    StartTime: start === undefined ? undefined : new Date(start),
    StopTime: end === undefined ? undefined : new Date(end),
  };
}
