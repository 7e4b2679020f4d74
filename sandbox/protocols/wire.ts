import { JsonCodec, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import * as account from '@aws-sdk/client-account';
import * as config from '@aws-sdk/client-config-service';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as securityhub from '@aws-sdk/client-securityhub';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import { randomUUID } from 'node:crypto';
import { AwsError } from '../core/aws-error';
import type { Protocol, WireRequest, WireResponse } from './protocol';
import { restJson } from './rest-json';
import { SERVICES, type ServiceName } from '../core/service-names';

/** What knows the SDK's schemas: AWS's wire formats come from them, request and response, for each operation. */

interface WireService {
  readonly client: Readonly<Record<string, unknown>>;
  readonly namespace: string;
  readonly protocol: Protocol;
}

const WIRE: Readonly<Record<ServiceName, WireService>> = {
  iam: {
    client: iam,
    namespace: 'com.amazonaws.iam',
    protocol: query('2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/'),
  },
  sts: {
    client: sts,
    namespace: 'com.amazonaws.sts',
    protocol: query('2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/'),
  },
  config: { client: config, namespace: 'com.amazonaws.configservice', protocol: json('StarlingDoveService') },
  ssm: { client: ssm, namespace: 'com.amazonaws.ssm', protocol: json('AmazonSSM') },
  events: { client: events, namespace: 'com.amazonaws.eventbridge', protocol: json('AWSEvents') },
  securityhub: {
    client: securityhub,
    namespace: 'com.amazonaws.securityhub',
    protocol: restJson(Object.values(securityhub).filter(isOperationSchema), json('')),
  },
  account: {
    client: account,
    namespace: 'com.amazonaws.account',
    protocol: restJson(Object.values(account).filter(isOperationSchema), json('')),
  },
};

/** The service and operation that a request names. @throws AwsError UnknownOperationException for any other request. */
export function addresseeOf(request: WireRequest): { service: ServiceName; operation: string } {
  for (const service of SERVICES) {
    const operation = WIRE[service].protocol.operationOf(request);
    if (operation !== undefined) return { service, operation };
  }
  const named = request.headers['x-amz-target'] ?? new URLSearchParams(request.body).get('Action') ?? 'no operation';
  throw new AwsError(
    'UnknownOperationException',
    `this local AWS serves ${SERVICES.join(', ')}; the request names ${named}`,
  );
}

/** The request's members, as the SDK's client was given them. @throws AwsError SerializationException for a broken body. */
export async function decodeRequest(service: ServiceName, operation: string, request: WireRequest): Promise<unknown> {
  try {
    return await WIRE[service].protocol.decode(operationSchema(service, operation), request);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError('SerializationException', `the body of ${operation} cannot be read: ${String(error)}`);
  }
}

export function encodeResponse(service: ServiceName, operation: string, output: object): WireResponse {
  const { protocol } = WIRE[service];
  return response(protocol, 200, protocol.encode(operationSchema(service, operation), output));
}

export function encodeError(service: ServiceName, error: AwsError): WireResponse {
  const { protocol } = WIRE[service];
  return response(protocol, error.status, protocol.encodeError(error));
}

/**
 * What boto3 would say of parameters given by name, as SSM's aws:executeAwsApi gives them: each unknown name and each
 * value of a wrong type, as one sentence; empty where all is well.
 */
export function parameterFaults(service: ServiceName, operation: string, input: unknown): string[] {
  return faultsOf(NormalizedSchema.of(operationSchema(service, operation)[4]), input, 'input');
}

/** Whether AWS has an operation of this name (whether this local AWS serves it is the endpoint's business). */
export function isOperation(service: ServiceName, operation: string): boolean {
  return isOperationSchema(WIRE[service].client[`${operation}$`]);
}

function operationSchema(service: ServiceName, operation: string): StaticOperationSchema {
  const schema = WIRE[service].client[`${operation}$`];
  if (!isOperationSchema(schema)) {
    throw new AwsError('InvalidAction', `Could not find operation ${operation} for ${service}`);
  }
  return schema;
}

function isOperationSchema(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

function response(protocol: Protocol, status: number, body: string): WireResponse {
  return { status, body, headers: { 'content-type': protocol.contentType, 'x-amzn-requestid': randomUUID() } };
}

function json(target: string): Protocol {
  const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });
  return {
    contentType: 'application/x-amz-json-1.1',
    operationOf: ({ headers }) => {
      const [service, operation] = headers['x-amz-target']?.split('.') ?? [];
      return service === target ? operation : undefined;
    },
    decode: (operation, { body }) => codec.createDeserializer().read(NormalizedSchema.of(operation[4]), body || '{}'),
    encode: (operation, output) => {
      const serializer = codec.createSerializer();
      serializer.write(NormalizedSchema.of(operation[5]), output);
      return serializer.flush();
    },
    encodeError: (error) => JSON.stringify({ __type: error.code, message: error.message }),
  };
}

function query(version: string, xmlNamespace: string): Protocol {
  return {
    contentType: 'text/xml',
    operationOf: ({ body, headers }) => {
      if (headers['x-amz-target'] !== undefined) return undefined;
      const form = new URLSearchParams(body);
      return form.get('Version') === version ? (form.get('Action') ?? undefined) : undefined;
    },
    decode: (operation, { body }) => readForm(NormalizedSchema.of(operation[4]), new URLSearchParams(body), ''),
    encode: (operation, output) => {
      const [, namespace, name, , , outputSchema] = operation;
      const metadata: StaticStructureSchema = [3, namespace, 'ResponseMetadata', 0, ['RequestId'], [0]];
      const unit = NormalizedSchema.of(outputSchema).isUnitSchema();
      const envelope: StaticStructureSchema = unit
        ? [3, namespace, `${name}Response`, 0, ['ResponseMetadata'], [() => metadata]]
        : [3, namespace, `${name}Response`, 0, [`${name}Result`, 'ResponseMetadata'], [outputSchema, () => metadata]];
      return writeXml(xmlNamespace, namespace, envelope, {
        [`${name}Result`]: output,
        ResponseMetadata: { RequestId: randomUUID() },
      });
    },
    encodeError: (error) => {
      const fault: StaticStructureSchema = [3, '', 'Error', 0, ['Type', 'Code', 'Message'], [0, 0, 0]];
      const envelope: StaticStructureSchema = [3, '', 'ErrorResponse', 0, ['Error', 'RequestId'], [() => fault, 0]];
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      return writeXml(xmlNamespace, '', envelope, {
        Error: { Type: type, Code: error.code, Message: error.message || undefined },
        RequestId: randomUUID(),
      });
    },
  };
}

function writeXml(
  xmlNamespace: string,
  serviceNamespace: string,
  schema: StaticStructureSchema,
  value: object,
): string {
  const serializer = new XmlShapeSerializer({
    xmlNamespace,
    serviceNamespace,
    httpBindings: false,
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(schema, value);
  return String(serializer.flush());
}

/** AWS Query's form: `Tags.member.1.Key=team`. */
function readForm(schema: NormalizedSchema, form: URLSearchParams, prefix: string): unknown {
  const structure: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const value = readFormValue(memberSchema, form, `${prefix}${member}`);
    if (value !== undefined) structure[member] = value;
  }
  return structure;
}

function readFormValue(schema: NormalizedSchema, form: URLSearchParams, key: string): unknown {
  const present = [...form.keys()].some((name) => name === key || name.startsWith(`${key}.`));
  if (!present) return undefined;
  if (schema.isStructSchema()) return readForm(schema, form, `${key}.`);
  if (schema.isListSchema()) {
    const items: unknown[] = [];
    for (let index = 1; ; index += 1) {
      const item = readFormValue(schema.getValueSchema(), form, `${key}.member.${index}`);
      if (item === undefined) return items;
      items.push(item);
    }
  }
  const text = form.get(key) ?? '';
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isTimestampSchema()) return new Date(text);
  if (schema.isStringSchema()) return text;
  throw new AwsError('SerializationException', `${key} is of a type that this local AWS does not read from a form`);
}

function faultsOf(schema: NormalizedSchema, value: unknown, path: string): string[] {
  const wrongType = (wanted: string) => [
    `Invalid type for parameter ${path}, value: ${JSON.stringify(value)}, valid types: ${wanted}`,
  ];
  if (schema.isUnitSchema()) return Object.keys(value ?? {}).map((name) => `Unknown parameter in ${path}: "${name}"`);
  if (schema.isStructSchema()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrongType('dict');
    const members = new Map(schema.structIterator());
    return Object.entries(value).flatMap(([name, member]) => {
      const memberSchema = members.get(name);
      if (!memberSchema)
        return [`Unknown parameter in ${path}: "${name}", must be one of: ${[...members.keys()].join(', ')}`];
      return faultsOf(memberSchema, member, `${path}.${name}`);
    });
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return wrongType('list, tuple');
    return value.flatMap((item: unknown, index) => faultsOf(schema.getValueSchema(), item, `${path}[${index}]`));
  }
  if (schema.isMapSchema()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrongType('dict');
    return Object.entries(value).flatMap(([key, item]) => faultsOf(schema.getValueSchema(), item, `${path}.${key}`));
  }
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? [] : wrongType('bool');
  if (schema.isNumericSchema()) return typeof value === 'number' ? [] : wrongType('int');
  if (schema.isTimestampSchema())
    return value instanceof Date || typeof value === 'string' ? [] : wrongType('timestamp');
  return typeof value === 'string' ? [] : wrongType('str');
}
