import { AwsError, NotModelled } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { Functions } from '../lambda/functions';
import type { Sns } from '../sns/sns';
import type { Sqs } from '../sqs/sqs';
import type { ApiDestinations } from './api-destinations';

/** The services that rules send events to. */
export interface TargetServices {
  readonly clock: Pick<SandboxClock, 'spawn'>;
  readonly sns: Pick<Sns, 'has' | 'publish'>;
  readonly sqs: Pick<Sqs, 'has' | 'send'>;
  readonly lambda: Pick<Functions, 'mayInvokeByService' | 'invokeAsync'>;
  readonly apiDestinations: Pick<ApiDestinations, 'invoke'>;
}

interface Target {
  readonly arn: string;
  readonly roleArn?: string | undefined;
}

/** The rule that sends. */
interface Sender {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
}

/** @throws AwsError if the target cannot be invoked */
export type InvokeTarget = (services: TargetServices, by: Sender, input: string) => void;

const SERVICE = 'events.amazonaws.com';

/** How a rule invokes its target. @throws NotModelled for a target of another service, or a role that is not modelled */
export function targetInvoker({ arn, roleArn }: Target): InvokeTarget {
  const [, service = '', resource = ''] = /^arn:[^:]+:([^:]+):[^:]+:\d{12}:(.+)$/.exec(arn) ?? [];
  if (service === 'events' && resource.startsWith('api-destination/') && roleArn !== undefined) {
    return ({ apiDestinations }, by, input) => apiDestinations.invoke(arn, roleArn, by.arn, input);
  }
  // AWS: "Using resource-based policies for Amazon EventBridge": these targets must have no role.
  if (roleArn !== undefined) throw new NotModelled(`the role ${roleArn} of the target ${arn}`);
  if (service === 'sns' && /^[\w-]+$/.test(resource)) return publish(arn);
  if (service === 'sqs' && /^[\w-]+$/.test(resource)) return send(arn);
  if (service === 'lambda' && /^function:[\w-]+$/.test(resource)) return invokeFunction(arn);
  throw new NotModelled(`the target ${arn} of an event rule`);
}

function publish(arn: string): InvokeTarget {
  return ({ sns }, { name }, message) => {
    if (!sns.has(arn)) throw new AwsError('NotFound', `there is no topic ${arn} in this account and region`);
    sns.publish({ topicArn: arn, message, service: SERVICE, by: name });
  };
}

function send(queueArn: string): InvokeTarget {
  return ({ sqs }, { arn }, message) => {
    if (!sqs.has(queueArn)) throw new AwsError('NotFound', `there is no queue ${queueArn} in this account and region`);
    sqs.send({ queueArn, message, service: SERVICE, sourceArn: arn });
  };
}

function invokeFunction(functionArn: string): InvokeTarget {
  return ({ lambda, clock }, { arn, accountId }, input) => {
    const by = { principal: SERVICE, sourceAccount: accountId, sourceArn: arn };
    if (!lambda.mayInvokeByService(by, functionArn)) {
      throw new AwsError('AccessDeniedException', `no function ${functionArn} lets this rule invoke it`);
    }
    // The invocation is asynchronous: its failures are the function's.
    clock.spawn(() => lambda.invokeAsync(by, functionArn, JSON.parse(input)));
  };
}
