import type { AccountClient } from '@aws-sdk/client-account';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Check } from '../../audit/checks/checks';
import type { Time } from '../../rule/account/time';
import type { FactAnswers } from './facts/facts';

/** The account under test, and the way to it. Nothing here tells whether it is AWS or the local AWS. */
export interface Context {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly ssm: SSMClient;
  readonly cloudformation: CloudFormationClient;
  readonly cloudwatch: CloudWatchClient;
  readonly sqs: SQSClient;
  readonly securityhub: SecurityHubClient;
  readonly sts: STSClient;
  readonly account: AccountClient;
  /** Config in another region of the account. */
  readonly configIn: (region: string) => ConfigServiceClient;
  readonly time: Time;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Shows what the run waits for, one line. */
  readonly tell: (line: string) => void;
}

/** What a step has seen. A step that cannot see something throws, and the next start of the command repeats it. */
export interface Seen {
  readonly checks?: readonly Check[];
  readonly facts?: FactAnswers;
}

/** One part of a phase. Its result is saved, so a command that was interrupted goes on with the next one. */
export interface Step {
  /** Its name in the saved results, e.g. `the stop holds everybody`. */
  readonly name: string;
  readonly run: (context: Context) => Promise<Seen>;
}

/** Everything that the acceptance run makes has this name, or is below this path. */
export const NAME = 'inactive-iam-users-acceptance';
export const USER_PATH = `/${NAME}/`;
