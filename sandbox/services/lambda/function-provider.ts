import { NotModelled } from '../../core/aws-error';
import type { LambdaService } from './lambda';
import type { Properties } from '../../cloudformation/properties';
import type { ResourceProvider } from '../../cloudformation/provider';

/**
 * AWS::Lambda::Function with inline code, on Node, with JSON logs. Ref: its name; attribute Arn. Constraints: "CreateFunction",
 * Lambda API Reference.
 */
export function functionProvider(lambda: Pick<LambdaService, 'createFunction'>): ResourceProvider {
  return {
    create(properties, { logicalId, physicalName }) {
      properties.only(...PROPERTIES).checkTags();
      properties.optionalText('Description', { max: 256 });
      const [, second] = properties.texts('Architectures', { oneOf: ['x86_64', 'arm64'] });
      if (second !== undefined) throw new NotModelled(`a second architecture, ${second}, of the function ${logicalId}`);
      const name = properties.optionalText('FunctionName', NAME) ?? physicalName(NAME.max);
      const arn = lambda.createFunction({
        name,
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
        logGroup: logGroupOf(properties, logicalId) ?? `/aws/lambda/${name}`,
      });
      return { ref: name, attributes: { Arn: arn } };
    },
  };
}

const PROPERTIES = [
  'FunctionName',
  'Description',
  'Role',
  'Runtime',
  'Handler',
  'Code',
  'Timeout',
  'MemorySize',
  'Environment',
  'LoggingConfig',
  'Architectures',
  'Tags',
];

const NAME = { min: 1, max: 64, pattern: /^[a-zA-Z0-9-_]+$/ } as const;

function runtimeOf(properties: Properties): string {
  const runtime = properties.text('Runtime');
  if (runtime !== 'nodejs22.x' && runtime !== 'nodejs24.x') throw new NotModelled(`the Lambda runtime ${runtime}`);
  return runtime;
}

function logGroupOf(properties: Properties, logicalId: string): string | undefined {
  const logging = properties.optionalStructure('LoggingConfig')?.only('LogFormat', 'LogGroup');
  const format = logging?.optionalText('LogFormat', { oneOf: ['JSON', 'Text'] }) ?? 'Text';
  if (format !== 'JSON') throw new NotModelled(`the log format ${format} of the function ${logicalId}`);
  return logging?.optionalText('LogGroup', { min: 1, max: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ });
}
