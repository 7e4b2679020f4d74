import { AwsError } from '../core/aws-error';
import type { AuthorizedResource, Caller, Tag } from './caller';
import type { ServiceName } from '../core/service-names';
import { evaluate } from './evaluate';

/** The services that check a caller's permissions. */
export type AuthorizingService = ServiceName | 'lambda' | 'logs';

/** How each service denies: IAM, STS and CloudFormation by the query protocol's error, the others by their JSON errors. */
const DENIED: Readonly<Record<AuthorizingService, { readonly code: string; readonly status: number }>> = {
  iam: { code: 'AccessDenied', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
  config: { code: 'AccessDeniedException', status: 400 },
  ssm: { code: 'AccessDeniedException', status: 400 },
  securityhub: { code: 'AccessDeniedException', status: 403 },
  events: { code: 'AccessDeniedException', status: 400 },
  account: { code: 'AccessDeniedException', status: 403 },
  ses: { code: 'AccessDeniedException', status: 403 },
  organizations: { code: 'AccessDeniedException', status: 400 },
  cloudformation: { code: 'AccessDenied', status: 403 },
  sqs: { code: 'AccessDenied', status: 403 },
  cloudwatch: { code: 'AccessDenied', status: 403 },
  lambda: { code: 'AccessDeniedException', status: 403 },
  logs: { code: 'AccessDeniedException', status: 400 },
};

/**
 * Returns if the caller's policies allow the action on every resource; an empty list needs no permission.
 * @throws AwsError AccessDenied(Exception); AWS: "Troubleshoot access denied error messages", IAM User Guide
 */
export function authorize(
  caller: Caller,
  service: AuthorizingService,
  action: string,
  resources: readonly AuthorizedResource[],
): void {
  for (const { arn, tags = [], conditionKeys = {} } of resources) {
    const context = { ...tagContext(tags), ...conditionKeys };
    const decision = evaluate(caller.policies, { action, resource: arn, context });
    if (decision.effect === 'Allow') continue;
    const reason =
      decision.kind === 'explicitDeny'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${action} action`;
    const { code, status } = DENIED[service];
    throw new AwsError(
      code,
      `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${arn} ${reason}`,
      status,
    );
  }
}

function tagContext(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));
}
