import type { Account, Ids } from '../core/account';
import { AwsError, NotModelled } from '../core/aws-error';
import { evaluateConditions } from './conditions';
import { checkReferences, creationOrder, type Names, outputsOf } from './creation-order';
import { resolveParameters } from './parameters';
import { physicalName } from './physical-name';
import { Properties } from './properties';
import type { ResourceProviders } from './provider';
import { pseudoParameter, type StackPlace } from './pseudo-parameters';
import { resolve, type Scope } from './resolve';
import { checkRules } from './rules';
import type { Stack, StackResource } from './stack';
import { parseTemplate, type ResourceDeclaration } from './template';
import { objectAt, templateError } from './template-error';

export interface DeployOptions {
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName: string;
  readonly account: Account;
  readonly ids: Ids;
  readonly providers: ResourceProviders;
}

/**
 * Creates a stack from a template, as CreateStack does. Everything that can be known is checked before the first resource
 * is made; a resource that then fails leaves the ones before it in place: rollback, updates and deletion are not modelled.
 * @throws AwsError as CloudFormation refuses, or as a resource's service does, naming the resource; NotModelled by name
 */
export async function deploy(source: unknown, options: DeployOptions): Promise<Stack> {
  const place = placeOf(options);
  const template = parseTemplate(source);
  const parameters = resolveParameters(template.parameters, options.parameters);
  const parameter = (name: string) =>
    Object.hasOwn(parameters, name) ? parameters[name] : pseudoParameter(name, place);
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
  checkReferences(template, names);
  requireProviders(template.resources, options.providers);
  const order = creationOrder(template, names);
  const declaredOutputs = outputsOf(template, names);

  const resources = new Map<string, StackResource>();
  const scope: Scope = {
    ref: (name) => parameter(name) ?? made(resources, name).physicalId,
    getAtt: (logicalId, attribute) => attributeOf(logicalId, made(resources, logicalId), attribute),
    condition: holds,
  };
  for (const resource of order) resources.set(resource.logicalId, await create(resource, scope, options));
  return {
    name: place.stackName,
    id: place.stackId,
    parameters,
    resources: Object.fromEntries(resources),
    outputs: Object.fromEntries(declaredOutputs.map(({ name, value }) => [name, outputText(name, value, scope)])),
  };
}

async function create(
  { logicalId, type, properties }: ResourceDeclaration,
  scope: Scope,
  { providers, account, stackName, ids }: DeployOptions,
): Promise<StackResource> {
  const provider = providers[type];
  if (!provider) throw new NotModelled(`the resource type ${type}`);
  try {
    const { ref, attributes } = await provider.create(Properties.of(logicalId, type, resolve(properties, scope)), {
      logicalId,
      stackName,
      account,
      physicalName: (maxLength) => physicalName(stackName, logicalId, maxLength, ids),
    });
    return { type, physicalId: ref, attributes };
  } catch (error) {
    const resource = `${logicalId} (${type})`;
    if (!(error instanceof AwsError) || error.message.includes(resource)) throw error;
    throw new AwsError(error.code, `${resource} failed to create: ${error.message}`, error.status);
  }
}

function placeOf({ account, stackName, ids }: DeployOptions): StackPlace {
  // AWS: "CreateStack", StackName.
  if (!/^[A-Za-z][-A-Za-z0-9]{0,127}$/.test(stackName)) {
    throw templateError(
      `1 validation error detected: Value '${stackName}' at 'stackName' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
    );
  }
  const { partition, region, accountId } = account;
  const stackId = `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/${ids.uuid()}`;
  return { account, stackName, stackId };
}

function requireProviders(resources: readonly ResourceDeclaration[], providers: ResourceProviders): void {
  for (const { type, logicalId } of resources) {
    if (!Object.hasOwn(providers, type)) throw new NotModelled(`the resource type ${type}, of ${logicalId}`);
  }
}

function made(resources: ReadonlyMap<string, StackResource>, logicalId: string): StackResource {
  const resource = resources.get(logicalId);
  if (!resource) throw new Error(`the resource ${logicalId} is needed before it is made`);
  return resource;
}

function attributeOf(logicalId: string, { attributes }: StackResource, attribute: string): string {
  const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (value !== undefined) return value;
  throw templateError(
    `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
  );
}

function outputText(name: string, value: unknown, scope: Scope): string {
  const text = resolve(value, scope);
  if (typeof text === 'string') return text;
  throw templateError(
    `Template format error: The Value field of every Outputs member must evaluate to a String; Outputs.${name} does not.`,
  );
}
