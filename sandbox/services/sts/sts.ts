import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operations } from '../../endpoint/operation';

/** STS: who is calling. AWS: "GetCallerIdentity", STS API Reference: no permission is needed, and none can deny it. */
export function sts(): Operations {
  return {
    GetCallerIdentity: {
      authorize: () => [],
      handle: (input, caller): GetCallerIdentityResponse => {
        input.only();
        return { UserId: caller.userId, Account: caller.accountId, Arn: caller.arn };
      },
    },
  };
}
