import type { Fields } from '../../core/fields';
import { invalidParameter, RULE_NAME } from './resource';

/** The values of one of the runbook's parameters; RESOURCE_ID is the id of the resource that is remediated. */
type RemediationParameter = { readonly values: readonly string[] } | 'RESOURCE_ID';

/** How a rule's resources are remediated, as AWS::Config::RemediationConfiguration defines it. */
export interface RemediationDefinition {
  readonly ruleName: string;
  readonly documentName: string;
  readonly parameters: Readonly<Record<string, RemediationParameter>>;
  readonly automatic: boolean;
  readonly maximumAutomaticAttempts: number;
  readonly retryAttemptSeconds: number;
  /** Per cent of the rule's non-compliant resources. */
  readonly concurrentExecutionRate: number;
  readonly errorRate: number;
}

/**
 * Reads a remediation, of a template or of PutRemediationConfigurations, with AWS's defaults for what is absent.
 * @throws AwsError as PutRemediationConfigurations does; NotModelled for a target version and other members
 */
export function parseRemediation(fields: Fields): RemediationDefinition {
  fields.only(
    'ConfigRuleName',
    'TargetType',
    'TargetId',
    'Parameters',
    'Automatic',
    'MaximumAutomaticAttempts',
    'RetryAttemptSeconds',
    'ExecutionControls',
  );
  fields.text('TargetType', { oneOf: ['SSM_DOCUMENT'] });
  const definition = {
    ruleName: fields.text('ConfigRuleName', RULE_NAME),
    documentName: fields.text('TargetId', { min: 1, max: 256 }),
    parameters: parseParameters(fields.optionalStructure('Parameters')),
    automatic: fields.optionalBoolean('Automatic') ?? false,
    maximumAutomaticAttempts: fields.optionalInteger('MaximumAutomaticAttempts', { min: 1, max: 25 }) ?? 5,
    retryAttemptSeconds: fields.optionalInteger('RetryAttemptSeconds', { min: 1, max: 2_678_000 }) ?? 60,
    ...parseControls(fields.optionalStructure('ExecutionControls')),
  };
  if (definition.automatic && !Object.hasOwn(definition.parameters, 'AutomationAssumeRole')) {
    throw invalidParameter(
      `An automatic remediation needs the parameter AutomationAssumeRole; the one of ${definition.ruleName} has none.`,
    );
  }
  return definition;
}

function parseControls(
  controls: Fields | undefined,
): Pick<RemediationDefinition, 'concurrentExecutionRate' | 'errorRate'> {
  const rates = controls?.only('SsmControls').optionalStructure('SsmControls');
  rates?.only('ConcurrentExecutionRatePercentage', 'ErrorPercentage');
  return {
    concurrentExecutionRate: rates?.optionalInteger('ConcurrentExecutionRatePercentage', { min: 1, max: 100 }) ?? 10,
    errorRate: rates?.optionalInteger('ErrorPercentage', { min: 1, max: 100 }) ?? 50,
  };
}

function parseParameters(parameters: Fields | undefined): Readonly<Record<string, RemediationParameter>> {
  if (!parameters) return {};
  const names = parameters.names({ max: 25 });
  return Object.fromEntries(names.map((name) => [name, parseParameter(name, parameters.structure(name))]));
}

function parseParameter(name: string, parameter: Fields): RemediationParameter {
  parameter.only('StaticValue', 'ResourceValue');
  if (parameter.has('StaticValue') === parameter.has('ResourceValue')) {
    throw invalidParameter(`The parameter ${name} needs one of StaticValue and ResourceValue.`);
  }
  if (parameter.has('ResourceValue')) {
    parameter
      .structure('ResourceValue')
      .only('Value')
      .text('Value', { oneOf: ['RESOURCE_ID'] });
    return 'RESOURCE_ID';
  }
  const values = parameter.structure('StaticValue').only('Values').texts('Values', { max: 25 }, { min: 1, max: 256 });
  if (values.length === 0) throw invalidParameter(`The parameter ${name} has a StaticValue without Values.`);
  return { values };
}
