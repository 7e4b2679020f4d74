import type {
  DeleteRemediationExceptionsResponse,
  DescribeRemediationExceptionsResponse,
  PutRemediationExceptionsResponse,
  RemediationException as SdkException,
} from '@aws-sdk/client-config-service';
import type { SandboxClock } from '../../core/clock';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Operations } from '../../endpoint/operation';
import type { ComplianceStore } from './compliance-store';
import { pagingOf } from './pages';
import type { RemediationException, RemediationExceptions } from './remediation-exceptions';
import { ANY_RESOURCE, IAM_USER, invalidParameter, RULE_NAME, userIdsIn } from './resource';
import type { Rules } from './rules';

/** AWS: "FailedRemediationExceptionBatch", Config API Reference. */
const BATCH = 25;

interface ExceptionsContext {
  readonly rules: Rules;
  readonly compliance: ComplianceStore;
  readonly exceptions: RemediationExceptions;
  readonly clock: SandboxClock;
}

export function remediationExceptionOperations({
  rules,
  compliance,
  exceptions,
  clock,
}: ExceptionsContext): Operations {
  /** These operations do not have the error NoSuchConfigRuleException. */
  const requireRule = (name: string): void => {
    if (!rules.has(name)) throw invalidParameter(`The ConfigRule '${name}' provided in the request is invalid.`);
  };
  return {
    /**
     * Only a NON_COMPLIANT resource can have an exception; the others come back as failed.
     * AWS: "PutRemediationExceptions", Config API Reference.
     */
    PutRemediationExceptions: (input) => {
      input.only('ConfigRuleName', 'ResourceKeys', 'Message', 'ExpirationTime');
      const ruleName = input.text('ConfigRuleName', RULE_NAME);
      const message = input.optionalText('Message', { min: 1, max: 1024 });
      const expires = input.has('ExpirationTime') ? input.date('ExpirationTime').getTime() : undefined;
      const wanted = userIdsIn(input, 'exception').map((resourceId) => ({ ruleName, resourceId, message, expires }));
      return {
        authorize: () => ANY_RESOURCE,
        handle: (): PutRemediationExceptionsResponse => {
          requireRule(ruleName);
          if (expires !== undefined && expires <= clock.now()) {
            throw new NotModelled('a remediation exception whose ExpirationTime has passed');
          }
          const failed = wanted.filter(({ resourceId }) => !compliance.isNonCompliant(ruleName, resourceId));
          for (const exception of wanted) if (!failed.includes(exception)) exceptions.put(exception);
          return {
            FailedBatches: Array.from({ length: Math.ceil(failed.length / BATCH) }, (_, batch) => ({
              FailureMessage: 'Remediation exceptions can only be put on resources that are NON_COMPLIANT.',
              FailedItems: failed.slice(batch * BATCH, (batch + 1) * BATCH).map(asException),
            })),
          };
        },
      };
    },

    /** AWS: "DescribeRemediationExceptions", Config API Reference. */
    DescribeRemediationExceptions: (input) => {
      input.only('ConfigRuleName', 'Limit', 'NextToken');
      const ruleName = input.text('ConfigRuleName', RULE_NAME);
      const page = pagingOf(input, `DescribeRemediationExceptions ${ruleName}`, { max: 100, fallback: 25 });
      return {
        authorize: () => ANY_RESOURCE,
        handle: (): DescribeRemediationExceptionsResponse => {
          requireRule(ruleName);
          const { items, nextToken } = page(exceptions.ofRule(ruleName), ({ resourceId }) => resourceId);
          return { RemediationExceptions: items.map(asException), NextToken: nextToken };
        },
      };
    },

    /** All or nothing: if one exception does not exist, no exception is deleted. AWS: "DeleteRemediationExceptions". */
    DeleteRemediationExceptions: (input) => {
      const ruleName = input.only('ConfigRuleName', 'ResourceKeys').text('ConfigRuleName', RULE_NAME);
      const resourceIds = userIdsIn(input, 'exception');
      return {
        authorize: () => ANY_RESOURCE,
        handle: (): DeleteRemediationExceptionsResponse => {
          requireRule(ruleName);
          const unknown = resourceIds.find((resourceId) => !exceptions.find(ruleName, resourceId));
          if (unknown !== undefined) {
            const message = `No remediation exception exists for the resource ${unknown} and the ConfigRule '${ruleName}'.`;
            throw new AwsError('NoSuchRemediationExceptionException', message);
          }
          for (const resourceId of resourceIds) exceptions.delete(ruleName, resourceId);
          return { FailedBatches: [] };
        },
      };
    },
  };
}

function asException({ ruleName, resourceId, message, expires }: RemediationException): SdkException {
  return {
    ConfigRuleName: ruleName,
    ResourceType: IAM_USER,
    ResourceId: resourceId,
    Message: message,
    ExpirationTime: expires === undefined ? undefined : new Date(expires),
  };
}
