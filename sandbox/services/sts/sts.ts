import type { AssumeRoleResponse, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { Fields } from '../../core/fields';
import type { CredentialStore } from '../../endpoint/credentials';
import type { Operation, Operations } from '../../endpoint/operation';
import type { RequestContext } from '../../policy/condition';
import { assumeRoleDenied, type RoleStore, SESSION_NAME } from '../../policy/role-store';
import { arnParts } from '../../policy/wildcard';

interface StsContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly credentials: Pick<CredentialStore, 'issue'>;
  /** The roles of an account; undefined if there is no such account, or it is closed or suspended. */
  readonly rolesOf: (accountId: string) => Pick<RoleStore, 'assumeByCaller'> | undefined;
  /** The id of the organization of the accounts, if they are in one. */
  readonly organizationId: () => string | undefined;
}

/** STS: who is calling, and another role's session. */
export function sts(context: StsContext): Operations {
  return {
    // AWS: "GetCallerIdentity", STS API Reference: it needs no permission, and no policy can deny it.
    GetCallerIdentity: (input) => {
      input.only();
      return {
        authorize: () => [],
        handle: (caller): GetCallerIdentityResponse => ({
          UserId: caller.userId,
          Account: caller.accountId,
          Arn: caller.arn,
        }),
      };
    },
    AssumeRole: assumeRole(context),
  };
}

/** How long a session lasts, in seconds. */
const [DEFAULT_DURATION, CHAINED_DURATION] = [3600, 3600];

/**
 * AWS: "AssumeRole", STS API Reference. Every caller here is itself the session of a role, so the limit of role chaining
 * always applies, and it is never above a role's MaxSessionDuration.
 */
function assumeRole({ clock, credentials, rolesOf, organizationId }: StsContext): Operation {
  return (input) => {
    input.only('RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId');
    const roleArn = input.text('RoleArn', { min: 20, max: 2048 });
    const [, , service, , accountId = '', resource = ''] = arnParts(roleArn) ?? [];
    if (service !== 'iam' || !resource.startsWith('role/')) {
      input.refuse(new AwsError('ValidationError', `${roleArn} is invalid`));
    }
    const sessionName = input.text('RoleSessionName', SESSION_NAME);
    const duration = input.optionalInteger('DurationSeconds', { min: 900, max: 43_200 }) ?? DEFAULT_DURATION;
    const conditionKeys = { ...organizationKey(organizationId()), ...externalIdKey(input) };
    return {
      // The role's trust policy counts besides the caller's policies: the role's account decides.
      authorize: () => [],
      handle: (caller): AssumeRoleResponse => {
        const session = rolesOf(accountId)?.assumeByCaller(roleArn, caller, conditionKeys, sessionName);
        if (!session) throw assumeRoleDenied(caller.arn, roleArn);
        if (duration > CHAINED_DURATION) {
          throw new AwsError(
            'ValidationError',
            'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
          );
        }
        const expires = clock.now() + duration * 1000;
        const { accessKeyId, secretAccessKey, sessionToken } = credentials.issue(session, expires);
        return {
          Credentials: {
            AccessKeyId: accessKeyId,
            SecretAccessKey: secretAccessKey,
            SessionToken: sessionToken,
            Expiration: new Date(expires),
          },
          AssumedRoleUser: { Arn: session.arn, AssumedRoleId: session.userId },
        };
      },
    };
  };
}

function organizationKey(id: string | undefined): RequestContext {
  return id === undefined ? {} : { 'aws:PrincipalOrgID': id };
}

function externalIdKey(input: Fields): RequestContext {
  const id = input.optionalText('ExternalId', { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ });
  return id === undefined ? {} : { 'sts:ExternalId': id };
}
