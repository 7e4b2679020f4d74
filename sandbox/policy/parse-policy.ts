import { AwsError, NotModelled } from '../core/aws-error';
import { itemsOf, membersOf, scalarText } from '../core/json';
import { conditionOf } from './condition';
import type { Condition, PolicyDocument, Statement } from './policy-document';
import { arnParts } from './wildcard';

/**
 * Reads a policy's JSON object; errors name it by `where`. AWS: "Grammar of the IAM JSON policy language".
 * @throws AwsError MalformedPolicyDocument if IAM refuses it; NotModelled, by name, for what is not supported here
 */
export function parsePolicyDocument(document: unknown, where: string): PolicyDocument {
  const policy = parseAnyPolicy(document, where);
  for (const { principals, conditions } of policy.statements) {
    if (principals.length > 0) throw new NotModelled(`${where}: AWS principals, except in a trust policy`);
    const odd = conditions.find(({ key }) => TRUST_ONLY.has(key.toLowerCase()));
    if (odd) throw new NotModelled(`${where}: the condition key ${odd.key}, except in a trust policy`);
  }
  return policy;
}

/** The condition keys that only AssumeRole gives values to. */
const TRUST_ONLY: ReadonlySet<string> = new Set(['aws:principalorgid', 'sts:externalid']);

function parseAnyPolicy(document: unknown, where: string): PolicyDocument {
  const members = objectAt(document, where);
  known(members, ['Version', 'Statement'], where);
  const version = members.get('Version');
  if (version !== '2012-10-17') throw new NotModelled(`${where}: policy version ${JSON.stringify(version)}`);
  const statements = oneOrMore(members.get('Statement')).map((statement, index) =>
    parseStatement(statement, `${where}, statement ${index + 1}`),
  );
  if (statements.length === 0) throw malformed(where, 'Syntax errors in policy.');
  const sids = statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid]));
  if (new Set(sids).size < sids.length) {
    throw malformed(where, 'Statement IDs (SID) in a single policy must be unique.');
  }
  return { statements };
}

/** A role's permissions policy: it names resources and no principal. @throws as parsePolicyDocument */
export function parseIdentityPolicy(document: unknown, where: string): PolicyDocument {
  const policy = parsePolicyDocument(document, where);
  for (const { services, resources } of policy.statements) {
    if (services.length > 0) throw malformed(where, 'Policy document should not specify a principal.');
    if (resources.length === 0) throw malformed(where, 'Policy statement must contain resources.');
  }
  return policy;
}

/** A role's trust policy: it names principals, and the role itself is the resource. @throws as parsePolicyDocument */
export function parseTrustPolicy(document: unknown, where: string): PolicyDocument {
  const policy = parseAnyPolicy(document, where);
  for (const { services, principals, resources, actions } of policy.statements) {
    if (resources.length > 0) throw malformed(where, 'Has prohibited field Resource');
    if (services.length + principals.length === 0) throw malformed(where, 'AssumeRolepolicy must contain a principal.');
    const other = actions.find((action) => action.toLowerCase() !== 'sts:assumerole');
    if (other !== undefined) throw new NotModelled(`${where}: the action ${other} in a trust policy`);
  }
  return policy;
}

type Members = ReadonlyMap<string, unknown>;

function parseStatement(value: unknown, where: string): Statement {
  const members = objectAt(value, where);
  known(members, ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'], where);
  const sid = members.get('Sid');
  if (sid !== undefined && (typeof sid !== 'string' || !/^[A-Za-z0-9]*$/.test(sid))) {
    throw malformed(where, 'Statement IDs (SID) must be alpha-numeric.');
  }
  const effect = members.get('Effect');
  if (effect !== 'Allow' && effect !== 'Deny')
    throw malformed(where, `Effect must be Allow or Deny, got ${show(effect)}`);
  return {
    sid,
    effect,
    actions: actionsOf(members, where),
    resources: resourcesOf(members, where),
    ...principalsOf(members, where),
    conditions: conditionsOf(members, where),
  };
}

function actionsOf(members: Members, where: string): string[] {
  const actions = texts(members.get('Action'), `${where}: Action`);
  if (actions.length === 0) throw malformed(where, 'Policy statement must contain actions.');
  for (const action of actions) {
    if (action !== '*' && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action)) {
      throw malformed(
        where,
        `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc., got ${action}`,
      );
    }
  }
  return actions;
}

function resourcesOf(members: Members, where: string): string[] {
  const resources = texts(members.get('Resource'), `${where}: Resource`);
  for (const resource of resources) {
    if (resource === '*') continue;
    if (!resource.startsWith('arn:')) throw malformed(where, `Resource ${resource} must be in ARN format or "*".`);
    if (!arnParts(resource)) throw new NotModelled(`${where}: the resource ${resource}, an ARN of less than six parts`);
    withoutVariables(resource, where);
  }
  return resources;
}

function principalsOf(members: Members, where: string): Pick<Statement, 'services' | 'principals'> {
  const principal = members.get('Principal');
  if (principal === undefined) return { services: [], principals: [] };
  if (typeof principal === 'string') throw new NotModelled(`${where}: the principal ${show(principal)}`);
  const kinds = objectAt(principal, `${where}: Principal`);
  for (const kind of kinds.keys()) {
    if (kind !== 'Service' && kind !== 'AWS') throw new NotModelled(`${where}: ${kind} principals`);
  }
  const services = texts(kinds.get('Service'), `${where}: Principal.Service`);
  for (const service of services) {
    // e.g. lambda.amazonaws.com, in every partition; a service's regional or Chinese name is another principal.
    if (!/^[a-z0-9-]+\.amazonaws\.com$/.test(service)) throw new NotModelled(`${where}: the service ${show(service)}`);
  }
  const principals = texts(kinds.get('AWS'), `${where}: Principal.AWS`);
  const odd = principals.find((text) => !AWS_PRINCIPAL.test(text));
  if (odd !== undefined) throw malformed(where, `Invalid principal in policy: "AWS":${show(odd)}`);
  return { services, principals };
}

/** An account, a user, a role or a role's session. AWS: "AWS JSON policy elements: Principal", IAM User Guide. */
const AWS_PRINCIPAL =
  /^(\*|\d{12}|arn:[\w-]+:(iam::\d{12}:(root|(user|role)\/[^*?]+)|sts::\d{12}:assumed-role\/[^*?]+))$/;

function conditionsOf(members: Members, where: string): Condition[] {
  const block = members.get('Condition');
  if (block === undefined) return [];
  return [...objectAt(block, `${where}: Condition`)].flatMap(([operator, keys]) =>
    [...objectAt(keys, `${where}: Condition.${operator}`)].map(([key, given]) => {
      const values = texts(given, `${where}: Condition.${operator}.${key}`, scalarText);
      for (const value of [key, ...values]) withoutVariables(value, where);
      return conditionOf(operator, key, values, where);
    }),
  );
}

/** Refuses by name an element that this parser does not support, e.g. NotAction. */
function known(members: Members, names: readonly string[], where: string): void {
  for (const name of members.keys()) if (!names.includes(name)) throw new NotModelled(`${where}: the element ${name}`);
}

function withoutVariables(text: string, where: string): void {
  if (text.includes('${')) throw new NotModelled(`${where}: policy variables, in ${text}`);
}

/** @param textOf reads one value; in a condition, a JSON boolean or number counts as its text */
function texts(value: unknown, where: string, textOf: (item: unknown) => string | undefined = ownText): string[] {
  if (value === undefined) return [];
  return oneOrMore(value).map((item) => {
    const text = textOf(item);
    if (text === undefined) throw malformed(where, `expected a string, got ${show(item)}`);
    return text;
  });
}

function ownText(item: unknown): string | undefined {
  return typeof item === 'string' ? item : undefined;
}

function oneOrMore(value: unknown): readonly unknown[] {
  return itemsOf(value) ?? [value];
}

function objectAt(value: unknown, where: string): Members {
  const members = membersOf(value);
  if (!members) throw malformed(where, `expected a JSON object, got ${show(value)}`);
  return members;
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function malformed(where: string, message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', `${where}: ${message}`);
}
