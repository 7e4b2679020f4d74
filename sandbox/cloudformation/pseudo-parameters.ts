import type { Account } from '../core/account';
import { NotModelled } from '../core/aws-error';
import { NO_VALUE } from './resolve';

/** Where a stack is made. */
export interface StackPlace {
  readonly account: Account;
  readonly stackName: string;
  readonly stackId: string;
}

/** @returns undefined for a name that is no pseudo parameter @throws NotModelled AWS: "Get AWS values using pseudo parameters" */
export function pseudoParameter(
  name: string,
  { account, stackName, stackId }: StackPlace,
): string | typeof NO_VALUE | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return account.accountId;
    case 'AWS::NoValue':
      return NO_VALUE;
    case 'AWS::Partition':
      return account.partition;
    case 'AWS::Region':
      return account.region;
    case 'AWS::StackId':
      return stackId;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::URLSuffix':
      return account.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    default:
      if (name.startsWith('AWS::')) throw new NotModelled(`the pseudo parameter ${name}`);
      return undefined;
  }
}
