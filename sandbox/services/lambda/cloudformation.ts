import type { Properties } from '../../cloudformation/properties';
import type { CreatedResource, ResourceContext, ResourceProviders } from '../../cloudformation/provider';
import { NotModelled } from '../../core/aws-error';
import type { Functions } from './functions';
import type { FunctionDefinition } from './lambda';

/** AWS: "CreateFunction" and "AddPermission", Lambda API Reference. */
export function lambdaProviders(
  lambda: Pick<
    Functions,
    'createFunction' | 'updateFunction' | 'deleteFunction' | 'addPermission' | 'removePermission'
  >,
): ResourceProviders {
  return {
    /** A function with inline code, on Node, with JSON logs. Ref: its name; attribute Arn. */
    'AWS::Lambda::Function': {
      create: (properties, context) => made(lambda.createFunction(functionOf(properties, context))),
      update: (properties, context) => made(lambda.updateFunction(functionOf(properties, context))),
      delete: (name) => lambda.deleteFunction(name),
    },

    /** A permission for a service. Ref and attribute Id: the statement's id. */
    'AWS::Lambda::Permission': {
      create(properties, { physicalName }) {
        properties.only('Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn');
        const action = properties.text('Action', { pattern: /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/ });
        if (action !== 'lambda:InvokeFunction') throw new NotModelled(`a Lambda permission for ${action}`);
        const principal = properties.text('Principal', { pattern: /^\S+$/ });
        if (!/^[a-z0-9-]+\.amazonaws\.com$/.test(principal)) {
          throw new NotModelled(`a Lambda permission for the principal ${principal}`);
        }
        const functionArn = properties.text('FunctionName', { min: 1, max: 256 });
        if (!/^arn:[^:]+:lambda:[^:]+:\d{12}:function:[a-zA-Z0-9-_]+$/.test(functionArn)) {
          throw new NotModelled(`a function named by ${functionArn}`);
        }
        const sourceAccount = properties.optionalText('SourceAccount', { pattern: /^\d{12}$/ });
        const sourceArn = properties.optionalText('SourceArn', { pattern: /^arn:[^*?]+$/ });
        if (sourceAccount === undefined && sourceArn === undefined) {
          throw new NotModelled(`a Lambda permission for ${principal} without a source`);
        }
        const id = physicalName(100);
        lambda.addPermission({ id, functionArn, principal, sourceAccount, sourceArn });
        return { ref: id, attributes: { Id: id } };
      },
      createOnly: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
      delete: (id, properties) => lambda.removePermission(properties.text('FunctionName'), id),
    },
  };
}

const FUNCTION_PROPERTIES = [
  'Role',
  'Runtime',
  'Handler',
  'Code',
  'Timeout',
  'MemorySize',
  'Environment',
  'LoggingConfig',
  'Tags',
];

function functionOf(properties: Properties, { logicalId, physicalName }: ResourceContext): FunctionDefinition {
  properties.only(...FUNCTION_PROPERTIES).checkTags();
  return {
    name: physicalName(64),
    roleArn: properties.text('Role', {
      pattern: /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
    }),
    runtime: runtimeOf(properties),
    handler: properties.text('Handler', { max: 128, pattern: /^\S+$/ }),
    code: properties
      .structure('Code')
      .only('ZipFile')
      .text('ZipFile', { min: 1, max: 4 * 1024 * 1024 }),
    timeoutSeconds: properties.optionalInteger('Timeout', { min: 1, max: 900 }) ?? 3,
    memoryMiB: properties.optionalInteger('MemorySize', { min: 128, max: 10_240 }) ?? 128,
    environment: properties.optionalStructure('Environment')?.only('Variables').textMap('Variables') ?? {},
    logGroup: logGroupOf(properties, logicalId),
  };
}

function made(arn: string): CreatedResource {
  return { ref: arn.slice(arn.lastIndexOf(':') + 1), attributes: { Arn: arn } };
}

function runtimeOf(properties: Properties): string {
  const runtime = properties.text('Runtime');
  if (runtime !== 'nodejs22.x' && runtime !== 'nodejs24.x') throw new NotModelled(`the Lambda runtime ${runtime}`);
  return runtime;
}

function logGroupOf(properties: Properties, logicalId: string): string {
  const logging = properties.structure('LoggingConfig').only('LogFormat', 'LogGroup');
  const format = logging.optionalText('LogFormat', { oneOf: ['JSON', 'Text'] }) ?? 'Text';
  if (format !== 'JSON') throw new NotModelled(`the log format ${format} of the function ${logicalId}`);
  return logging.text('LogGroup', { min: 1, max: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ });
}
