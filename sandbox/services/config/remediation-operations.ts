import type {
  DescribeRemediationExecutionStatusResponse,
  RemediationExecutionStatus,
  RemediationExecutionStep,
  StartRemediationExecutionResponse,
} from '@aws-sdk/client-config-service';
import { NotModelled } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import type { ComplianceStore } from './compliance-store';
import { page, pageSize } from './pages';
import type { Remediation } from './remediation';
import type { AutomationStep, RemediationRun } from './remediation-run';
import type { Remediations } from './remediations';
import { ANY_RESOURCE, IAM_USER, RULE_NAME, userIdsIn } from './resource';

/**
 * Starts the runbook for the named resources, which must be NON_COMPLIANT and not be remediated already; the others
 * come back as failed. (That the caller needs SSM's and iam:PassRole's permissions too is not modelled.)
 * AWS: "StartRemediationExecution", Config API Reference.
 */
export function startRemediationExecution(
  remediations: Remediations,
  remediation: Remediation,
  store: ComplianceStore,
): Operation {
  return (input) => {
    const ruleName = input.only('ConfigRuleName', 'ResourceKeys').text('ConfigRuleName', RULE_NAME);
    const resourceIds = userIdsIn(input, 'ResourceKeys', 'key', { min: 1 });
    return {
      authorize: () => ANY_RESOURCE,
      handle: (caller): StartRemediationExecutionResponse => {
        const definition = remediations.get(ruleName);
        const failed = new Map<string, string>();
        for (const resourceId of resourceIds) {
          if (store.find(ruleName, resourceId)?.complianceType !== 'NON_COMPLIANT') {
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
    const name = input.text('ConfigRuleName', RULE_NAME);
    const asked = input.has('ResourceKeys') ? userIdsIn(input, 'ResourceKeys', 'key', { min: 1 }) : undefined;
    const size = pageSize(input, { max: 100, fallback: 100 });
    const token = input.optionalText('NextToken');
    return {
      authorize: () => [remediations.authorized(name)],
      handle: (): DescribeRemediationExecutionStatusResponse => {
        const { ruleName } = remediations.get(name);
        const runs = remediation.runs.filter(
          (run) => run.ruleName === ruleName && (asked === undefined || asked.includes(run.resourceId)),
        );
        const lastRuns = new Map(runs.map((run) => [run.resourceId, run]));
        const { items, nextToken } = page([...lastRuns.values()], ({ resourceId }) => resourceId, {
          scope: `DescribeRemediationExecutionStatus ${asked?.join()} ${ruleName}`,
          size,
          token,
        });
        return {
          RemediationExecutionStatuses: items.map(statusOf),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
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

function stepOf({ name, state, start, end, error }: AutomationStep): RemediationExecutionStep {
  return {
    Name: name,
    State: stepState(state),
    ...(error !== undefined && { ErrorMessage: error }),
    ...(start !== undefined && { StartTime: new Date(start) }),
    ...(end !== undefined && { StopTime: new Date(end) }),
  };
}

function stepState(state: string): RemediationExecutionStep['State'] {
  switch (state) {
    case 'Success':
      return 'SUCCEEDED';
    case 'Failed':
    case 'TimedOut':
      return 'FAILED';
    case 'Cancelled':
      return 'EXITED';
    case 'Pending':
      return 'PENDING';
    case 'InProgress':
      return 'IN_PROGRESS';
    default:
      throw new NotModelled(`the state ${state} of a remediation's step`);
  }
}
