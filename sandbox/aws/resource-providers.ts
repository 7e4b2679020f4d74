import type { ResourceProviders } from '../cloudformation/provider';
import { cloudWatchProviders } from '../services/cloudwatch/cloudformation';
import { configProviders } from '../services/config/cloudformation';
import { eventsProviders } from '../services/events/cloudformation';
import { iamProviders } from '../services/iam/cloudformation';
import { kmsProviders } from '../services/kms/cloudformation';
import { lambdaProviders } from '../services/lambda/cloudformation';
import { logsProviders } from '../services/logs/cloudformation';
import { snsProviders } from '../services/sns/cloudformation';
import { sqsProviders } from '../services/sqs/cloudformation';
import { ssmProviders } from '../services/ssm/cloudformation';
import { stackSetProviders } from '../services/stacksets/cloudformation';
import type { LocalAws } from './local-aws';

type Services = Pick<
  LocalAws,
  | 'apiDestinations'
  | 'cloudwatch'
  | 'config'
  | 'events'
  | 'roles'
  | 'kms'
  | 'lambda'
  | 'logs'
  | 'sns'
  | 'sqs'
  | 'ssm'
  | 'stackSets'
>;

/** What CloudFormation can make of an account's services, by resource type. */
export function resourceProviders(services: Services): ResourceProviders {
  return {
    ...cloudWatchProviders(services.cloudwatch),
    ...configProviders(services.config),
    ...eventsProviders(services.events, services.apiDestinations),
    ...iamProviders(services.roles),
    ...kmsProviders(services.kms),
    ...lambdaProviders(services.lambda),
    ...logsProviders(services.logs),
    ...snsProviders(services.sns),
    ...sqsProviders(services.sqs),
    ...ssmProviders(services.ssm),
    ...stackSetProviders(services.stackSets),
  };
}
