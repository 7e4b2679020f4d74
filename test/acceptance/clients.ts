import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientsOf } from '../../audit/command/clients';
import { proxyAgents } from '../../audit/command/proxy';
import type { Clients } from './command';

/** Clients of AWS, as the audit's: with the profile's credentials, through the environment's proxy. */
export async function acceptanceClients(
  options: { readonly profile?: string; readonly region?: string },
  environment: NodeJS.ProcessEnv,
): Promise<Clients> {
  const proxy = await proxyAgents(environment);
  const clients = clientsOf(options, proxy);
  const { credentials, region, retryMode, maxAttempts } = clients.iam.config;
  const shared = { credentials, region, retryMode, maxAttempts, ...(proxy && { requestHandler: proxy }) };
  return {
    ...clients,
    cloudformation: new CloudFormationClient(shared),
    cloudwatch: new CloudWatchClient(shared),
    sqs: new SQSClient(shared),
    securityhub: new SecurityHubClient(shared),
  };
}
