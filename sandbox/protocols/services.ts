import * as account from '@aws-sdk/client-account';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as config from '@aws-sdk/client-config-service';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as securityhub from '@aws-sdk/client-securityhub';
import * as ses from '@aws-sdk/client-sesv2';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { StaticOperationSchema } from '@smithy/types';
import { AwsError } from '../core/aws-error';
import type { ServiceName } from '../core/service-names';
import { json } from './json';
import type { Protocol } from './protocol';
import { query } from './query';
import { restJson } from './rest-json';

/** A service's SDK module, which contains the schema of each operation, and the service's protocol. */
interface WireService {
  /** A function, so that it is loaded when it is needed: these modules are large, and no test needs them all. */
  readonly client: () => Readonly<Record<string, unknown>>;
  readonly protocol: Protocol;
}

const WIRE: Readonly<Record<ServiceName, WireService>> = {
  iam: { client: () => iam, protocol: query('2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/') },
  sts: { client: () => sts, protocol: query('2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/') },
  cloudformation: {
    client: () => cloudformation,
    protocol: query('2010-05-15', 'http://cloudformation.amazonaws.com/doc/2010-05-15/'),
  },
  config: { client: () => config, protocol: json('StarlingDoveService') },
  ssm: { client: () => ssm, protocol: json('AmazonSSM') },
  sqs: { client: () => sqs, protocol: json('AmazonSQS', '1.0') },
  cloudwatch: { client: () => cloudwatch, protocol: json('GraniteServiceVersion20100801', '1.0') },
  events: { client: () => events, protocol: json('AWSEvents') },
  organizations: { client: () => organizations, protocol: json('AWSOrganizationsV20161128') },
  securityhub: { client: () => securityhub, protocol: restJson(() => operationsOf(securityhub)) },
  ses: { client: () => ses, protocol: restJson(() => operationsOf(ses)) },
  account: { client: () => account, protocol: restJson(() => operationsOf(account)) },
};

export function protocolOf(service: ServiceName): Protocol {
  return WIRE[service].protocol;
}

/** Whether AWS has an operation of this name, served here or not. */
export function isOperation(service: ServiceName, operation: string): boolean {
  return isOperationSchema(WIRE[service].client()[`${operation}$`]);
}

/** @throws AwsError InvalidAction for a name that is not an operation of AWS */
export function operationSchema(service: ServiceName, operation: string): StaticOperationSchema {
  const schema = WIRE[service].client()[`${operation}$`];
  if (isOperationSchema(schema)) return schema;
  throw new AwsError('InvalidAction', `Could not find operation ${operation} for ${service}`);
}

function operationsOf(client: object): StaticOperationSchema[] {
  return Object.values(client).filter(isOperationSchema);
}

function isOperationSchema(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === 9;
}
