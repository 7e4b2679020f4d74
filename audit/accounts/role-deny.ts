import { isRecord, parseJson } from '../../rule/decision/json';
import type { UserFacts } from '../../rule/decision/user-facts';
import { wildcardMatches } from '../../rule/decision/wildcard';

const ACTION = 'iam:DeleteLoginProfile';

/** The template's resources are in any partition and account. What follows is the user with the path. */
const ANY_ACCOUNT = 'arn:*:iam::*:';

export type Denies = (user: Pick<UserFacts, 'path' | 'name' | 'tags'>) => boolean;

/**
 * Tells whether the Deny statements of the runbook's role protect a user. It understands only the two forms that the
 * template writes (infra/control/automation-role.ts): users by ARN, in which case counts, and users with a tag.
 * AWS: "GetRolePolicy", IAM API Reference: the document is URL-encoded. "Grammar of the IAM JSON policy language", IAM User
 * Guide.
 *
 * @returns undefined if a Deny has any other form, or the document cannot be decoded
 */
export function parseDenies(policyDocument: string): Denies | undefined {
  const policy = parseJson(decoded(policyDocument));
  if (!isRecord(policy)) return undefined;
  const statements = listOf(policy['Statement']).map((statement) => parseStatement(statement));
  if (statements.includes('unknown')) return undefined;
  return (user) => statements.some((denies) => typeof denies === 'function' && denies(user));
}

function parseStatement(statement: unknown): Denies | 'irrelevant' | 'unknown' {
  if (!isRecord(statement)) return 'unknown';
  const { Sid: _, Effect: effect, Action: action, Resource: resource, Condition: condition, ...others } = statement;
  if (effect === 'Allow') return 'irrelevant';
  const actions = textsOf(action);
  const resources = textsOf(resource)?.map(userPattern);
  const tagKey = condition === undefined ? undefined : tagKeyIn(condition);
  if (effect !== 'Deny' || !actions || !resources || tagKey === '' || Object.keys(others).length > 0) return 'unknown';
  if (!actions.some((pattern) => wildcardMatches(pattern.toLowerCase(), ACTION.toLowerCase()))) return 'irrelevant';
  const patterns = resources.filter((pattern) => pattern !== undefined);
  if (patterns.length < resources.length) return 'unknown';
  return ({ path, name, tags = [] }) =>
    patterns.some((pattern) => wildcardMatches(pattern, `user${path}${name}`)) &&
    (tagKey === undefined || tags.some(({ Key }) => Key?.toLowerCase() === tagKey));
}

function userPattern(resource: string): string | undefined {
  if (resource === '*') return resource;
  return resource.startsWith(ANY_ACCOUNT) ? resource.slice(ANY_ACCOUNT.length) : undefined;
}

/** Of `{ "Null": { "aws:ResourceTag/KEY": "false" } }`, in lower case; '' for any other condition. */
function tagKeyIn(condition: unknown): string {
  const [, key] =
    /^\{"Null":\{"aws:ResourceTag\/([^"\\$]+)":\[?"?false"?\]?\}\}$/i.exec(JSON.stringify(condition)) ?? [];
  return key?.toLowerCase() ?? '';
}

/** Undefined if one is no text, or has a wildcard or variable that wildcardMatches does not know. */
function textsOf(value: unknown): string[] | undefined {
  const texts = listOf(value).filter((item) => typeof item === 'string' && !/[?]|\$\{/.test(item));
  return texts.length === listOf(value).length ? texts.map(String) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
