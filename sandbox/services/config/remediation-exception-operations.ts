import type {
  DeleteRemediationExceptionsResponse,
  DescribeRemediationExceptionsResponse,
  PutRemediationExceptionsResponse,
  RemediationException as SdkException,
} from '@aws-sdk/client-config-service';
import type { SandboxClock } from '../../core/clock';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import type { ComplianceStore } from './compliance-store';
import { invalidParameter } from './errors';
import { page, pageSize } from './pages';
import type { RemediationException, RemediationExceptions } from './remediation-exceptions';
import { ANY_RESOURCE, IAM_USER, RULE_NAME, userIdsIn } from './resource';
import type { Rules } from './rules';

/** AWS: "FailedRemediationExceptionBatch", Config API Reference. */
const BATCH = 25;

/**
 * Only a NON_COMPLIANT resource can have an exception; the others come back as failed.
 * AWS: "PutRemediationExceptions", Config API Reference.
 */
export function putRemediationExceptions(
  rules: Rules,
  store: ComplianceStore,
  exceptions: RemediationExceptions,
  clock: SandboxClock,
): Operation {
  return (input) => {
    input.only('ConfigRuleName', 'ResourceKeys', 'Message', 'ExpirationTime');
    const ruleName = input.text('ConfigRuleName', RULE_NAME);
    const resourceIds = userIdsIn(input, 'ResourceKeys', 'exception', { min: 1 });
    const message = input.optionalText('Message', { min: 1, max: 1024 });
    const expires = input.has('ExpirationTime') ? input.date('ExpirationTime').getTime() : undefined;
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): PutRemediationExceptionsResponse => {
        requireRule(rules, ruleName);
        if (expires !== undefined && expires <= clock.now()) {
          throw new NotModelled('a remediation exception whose ExpirationTime has passed');
        }
        const wanted = resourceIds.map((resourceId) => ({
          ruleName,
          resourceId,
          ...(message !== undefined && { message }),
          ...(expires !== undefined && { expires }),
        }));
        const possible = ({ resourceId }: RemediationException) =>
          store.find(ruleName, resourceId)?.complianceType === 'NON_COMPLIANT';
        for (const exception of wanted.filter(possible)) exceptions.put(exception);
        return { FailedBatches: failedBatches(wanted.filter((exception) => !possible(exception))) };
      },
    };
  };
}

function failedBatches(failed: readonly RemediationException[]): PutRemediationExceptionsResponse['FailedBatches'] {
  return Array.from({ length: Math.ceil(failed.length / BATCH) }, (_, batch) => ({
    FailureMessage: 'Remediation exceptions can only be put on resources that are NON_COMPLIANT.',
    FailedItems: failed.slice(batch * BATCH, (batch + 1) * BATCH).map(asException),
  }));
}

/** Pages are for all of a rule's exceptions, not for named resources. AWS: "DescribeRemediationExceptions". */
export function describeRemediationExceptions(rules: Rules, exceptions: RemediationExceptions): Operation {
  return (input) => {
    input.only('ConfigRuleName', 'ResourceKeys', 'Limit', 'NextToken');
    const ruleName = input.text('ConfigRuleName', RULE_NAME);
    const size = pageSize(input, { max: 100, fallback: 25 });
    const token = input.optionalText('NextToken');
    const named = input.has('ResourceKeys') ? userIdsIn(input, 'ResourceKeys', 'exception', { min: 1 }) : undefined;
    if (named && (input.has('Limit') || token !== undefined)) {
      throw new NotModelled('Limit and NextToken of DescribeRemediationExceptions together with ResourceKeys');
    }
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): DescribeRemediationExceptionsResponse => {
        requireRule(rules, ruleName);
        if (named) {
          const found = named.flatMap((resourceId) => exceptions.find(ruleName, resourceId) ?? []);
          return { RemediationExceptions: found.map(asException) };
        }
        const { items, nextToken } = page(exceptions.ofRule(ruleName), ({ resourceId }) => resourceId, {
          scope: `DescribeRemediationExceptions ${ruleName}`,
          size,
          token,
        });
        return {
          RemediationExceptions: items.map(asException),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },
    };
  };
}

/**
 * All or nothing: one exception that does not exist, and none is deleted. AWS: "DeleteRemediationExceptions".
 * @param onDeleted is told of each resource whose exception is gone
 */
export function deleteRemediationExceptions(
  rules: Rules,
  exceptions: RemediationExceptions,
  onDeleted: (ruleName: string, resourceId: string) => void,
): Operation {
  return (input) => {
    const ruleName = input.only('ConfigRuleName', 'ResourceKeys').text('ConfigRuleName', RULE_NAME);
    const resourceIds = userIdsIn(input, 'ResourceKeys', 'exception', { min: 1 });
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): DeleteRemediationExceptionsResponse => {
        requireRule(rules, ruleName);
        const unknown = resourceIds.find((resourceId) => !exceptions.find(ruleName, resourceId));
        if (unknown !== undefined) {
          throw new AwsError(
            'NoSuchRemediationExceptionException',
            `No remediation exception exists for the resource ${unknown} and the ConfigRule '${ruleName}'.`,
          );
        }
        for (const resourceId of resourceIds) {
          exceptions.delete(ruleName, resourceId);
          onDeleted(ruleName, resourceId);
        }
        return { FailedBatches: [] };
      },
    };
  };
}

/** These operations do not have the error NoSuchConfigRuleException. */
function requireRule(rules: Rules, name: string): void {
  if (!rules.has(name)) throw invalidParameter(`The ConfigRule '${name}' provided in the request is invalid.`);
}

function asException({ ruleName, resourceId, message, expires }: RemediationException): SdkException {
  return {
    ConfigRuleName: ruleName,
    ResourceType: IAM_USER,
    ResourceId: resourceId,
    ...(message !== undefined && { Message: message }),
    ...(expires !== undefined && { ExpirationTime: new Date(expires) }),
  };
}
