import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { LocalAws } from '../../../index';
import { READ, TRUST } from '../../cloudformation/one-resource';

export const NAME = { StackName: 'sample' };
export const CAPABLE = { ...NAME, Capabilities: ['CAPABILITY_IAM' as const] };
export const TOPIC = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'told' } };

/** A role, a log group that the parameter names, and other resources. */
export function template(others: object = {}, policy: object = READ): string {
  return JSON.stringify({
    Description: 'A sample',
    Parameters: { Group: { Type: 'String', Default: '/one', Description: 'A name' } },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: TRUST, Policies: [{ PolicyName: 'p', PolicyDocument: policy }] },
      },
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { Ref: 'Group' } } },
      ...others,
    },
  });
}

/** A local AWS and its operator's client of CloudFormation. */
export async function localStacks() {
  const aws = await LocalAws.start({ now: Date.parse('2026-11-24T08:00:00Z') });
  const { url: endpoint, account } = aws;
  const client = new CloudFormationClient({
    endpoint,
    region: account.region,
    credentials: aws.operatorCredentials(),
  });
  return {
    aws,
    client,
    create: async (body = template()) => await client.send(new CreateStackCommand({ ...CAPABLE, TemplateBody: body })),
    described: async (StackName = 'sample'): Promise<Stack | undefined> =>
      (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0],
  };
}
