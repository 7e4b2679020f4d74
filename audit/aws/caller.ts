import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { required } from '../../rule/decision/errors';

export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly partition: string;
}

/**
 * Whose credentials these are; never denied. AWS: "GetCallerIdentity", AWS STS API Reference.
 *
 * @throws the SDK's errors if there are no credentials
 */
export async function callerOf(sts: STSClient): Promise<Caller> {
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  const arn = required(identity.Arn, 'Arn');
  return {
    accountId: required(identity.Account, 'Account'),
    arn,
    partition: required(arn.split(':')[1], 'a partition in Arn'),
  };
}
