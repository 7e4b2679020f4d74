import type { Account } from '../core/account';
import { NotModelled } from '../core/aws-error';
import { checkRules, evaluateConditions } from './conditions';
import { checkReferences, creationOrder, type Names } from './creation-order';
import { resolveParameters } from './parameters';
import type { ResourceProviders } from './provider';
import { NO_VALUE, resolve, type Scope } from './resolve';
import { parseTemplate, type ResourceDeclaration } from './template';
import { objectAt, templateError } from './template-error';

/** A template and its parameters, checked before any resource is made. */
export interface Plan {
  readonly stackName: string;
  readonly description: string | undefined;
  /** The values in use, given or default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Each after those that it depends on, without those whose condition is false. */
  readonly resources: readonly ResourceDeclaration[];
  /** The properties of a resource with their functions resolved. @param made looks up the stack's resources */
  propertiesOf(resource: ResourceDeclaration, made: ResourceLookup): unknown;
}

/** The values of Ref and Fn::GetAtt of the stack's resources. */
export type ResourceLookup = Pick<Scope, 'ref' | 'getAtt'>;

export interface PlanOptions {
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName: string;
  readonly account: Account;
  readonly providers: ResourceProviders;
}

/** @throws AwsError as CloudFormation refuses the template or the parameters; NotModelled by name */
export function planStack(source: unknown, { stackName, account, providers, ...options }: PlanOptions): Plan {
  // AWS: "CreateStack", StackName.
  if (!/^[A-Za-z][-A-Za-z0-9]{0,127}$/.test(stackName)) {
    throw templateError(
      `1 validation error detected: Value '${stackName}' at 'stackName' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
    );
  }
  const template = parseTemplate(source);
  const parameters = resolveParameters(template.parameters, options.parameters);
  const parameter = (name: string) =>
    Object.hasOwn(parameters, name) ? parameters[name] : pseudoParameter(name, account);
  const parameterOnly = (block: string) => (name: string) => {
    const value = parameter(name);
    if (value !== undefined) return value;
    throw templateError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the ${block} block of the template`,
    );
  };
  checkRules(template.rules, parameterOnly('Rules'));
  const holds = evaluateConditions(template.conditions, parameterOnly('Conditions'));
  const conditions = objectAt(template.conditions ?? {}, 'Conditions');
  const names: Names = {
    isParameter: (name) => parameter(name) !== undefined,
    isCondition: (name) => conditions.has(name),
    holds,
  };
  checkReferences(template.resources, names);
  for (const { type, logicalId } of template.resources) {
    if (!Object.hasOwn(providers, type)) throw new NotModelled(`the resource type ${type}, of ${logicalId}`);
  }
  return {
    stackName,
    description: template.description,
    parameters,
    resources: creationOrder(template.resources, names),
    propertiesOf: ({ properties }, { ref, getAtt }) =>
      resolve(properties, { ref: (name) => parameter(name) ?? ref(name), getAtt, condition: holds }),
  };
}

/** @returns undefined for any other name @throws NotModelled AWS: "Get AWS values using pseudo parameters" */
function pseudoParameter(name: string, { accountId, partition, region }: Account) {
  if (!name.startsWith('AWS::')) return undefined;
  const value = new Map<string, string | typeof NO_VALUE>([
    ['AWS::AccountId', accountId],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::Partition', partition],
    ['AWS::Region', region],
  ]).get(name);
  if (value === undefined) throw new NotModelled(`the pseudo parameter ${name}`);
  return value;
}
