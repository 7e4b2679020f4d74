import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { LocalAws } from '../../../sandbox/index';
import { inProcessOptions } from '../../support/in-process-client';
import type { Context } from '../context';

/** The acceptance run's way to a local AWS in this process, as its operator and on its clock. */
export function localContext({ endpoint, operator, clock, account, regions }: LocalAws): Context {
  const options = inProcessOptions(endpoint, operator);
  return {
    iam: new IAMClient(options),
    config: new ConfigServiceClient(options),
    ssm: new SSMClient(options),
    cloudformation: new CloudFormationClient(options),
    cloudwatch: new CloudWatchClient(options),
    sqs: new SQSClient(options),
    securityhub: new SecurityHubClient(options),
    sts: new STSClient(options),
    account: new AccountClient(options),
    configIn: (region) => new ConfigServiceClient(inProcessOptions(regions.endpointOf('config', region), operator)),
    time: { now: () => new Date(clock.now()), sleep: (milliseconds) => clock.sleep(milliseconds) },
    tell: () => undefined,
    ...account,
  };
}
