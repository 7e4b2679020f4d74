import type { Account, Ids } from '../core/account';
import { AwsError, NotModelled } from '../core/aws-error';
import { checkRules, evaluateConditions } from './conditions';
import { checkReferences, creationOrder, type Names } from './creation-order';
import { resolveParameters } from './parameters';
import { Properties } from './properties';
import type { ResourceProviders } from './provider';
import { NO_VALUE, resolve, type Scope } from './resolve';
import { parseTemplate, type ResourceDeclaration } from './template';
import { objectAt, templateError } from './template-error';

/** A stack after its creation. */
export interface Stack {
  readonly name: string;
  /** The values in use, given or default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By logical id, without those whose condition is false. */
  readonly resources: Readonly<Record<string, StackResource>>;
}

interface StackResource {
  readonly type: string;
  /** The value of Ref. */
  readonly physicalId: string;
  /** The values of Fn::GetAtt. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface DeployOptions {
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName: string;
  readonly account: Account;
  readonly ids: Ids;
  readonly providers: ResourceProviders;
}

/**
 * Creates a stack from a template, as CreateStack does. It checks what it can before it creates a resource. If a
 * resource then fails, the ones before it stay: rollback, updates and deletion are not modelled.
 * @throws AwsError as CloudFormation refuses, or as a resource's service does, naming the resource; NotModelled by name
 */
export async function deploy(source: unknown, options: DeployOptions): Promise<Stack> {
  const { stackName, account, providers } = options;
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
  const resources = new Map<string, StackResource>();
  const made = (logicalId: string): StackResource => {
    const resource = resources.get(logicalId);
    if (!resource) throw new Error(`the resource ${logicalId} is needed before it is made`);
    return resource;
  };
  const scope: Scope = {
    ref: (name) => parameter(name) ?? made(name).physicalId,
    getAtt: (logicalId, attribute) => attributeOf(logicalId, made(logicalId), attribute),
    condition: holds,
  };
  for (const resource of creationOrder(template.resources, names)) {
    resources.set(resource.logicalId, await create(resource, scope, options));
  }
  return { name: stackName, parameters, resources: Object.fromEntries(resources) };
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

const SUFFIX = 12;

/**
 * `STACK-LOGICALID-` and 12 characters, as CloudFormation names a resource that the template does not name. If that is
 * too long, stack name and logical id are cut by the same amount. AWS: "Name type", CloudFormation Template Reference.
 */
function physicalName(stackName: string, logicalId: string, maxLength: number, ids: Ids): string {
  const room = maxLength - SUFFIX - 2;
  const each = stackName.length + logicalId.length <= room ? maxLength : Math.floor(room / 2);
  return `${stackName.slice(0, each)}-${logicalId.slice(0, each)}-${ids.next('AROA').slice(-SUFFIX)}`;
}

function attributeOf(logicalId: string, { attributes }: StackResource, attribute: string): string {
  const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (value !== undefined) return value;
  throw templateError(
    `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
  );
}
