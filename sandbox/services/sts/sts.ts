import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operations } from '../../endpoint/operation';

/** STS: who is calling. AWS: "GetCallerIdentity", STS API Reference: it needs no permission, and no policy can deny it. */
export function sts(): Operations {
  return {
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
  };
}
