import type { ContextKey } from '../context';
import { InvalidParameter } from '../../rule/decision/errors';
import { canRecordIam } from '../../rule/iam-recording-regions';
import { isRecord, parseJson } from '../../rule/decision/json';

/** From the CDK context. */
export interface OrganizationOptions {
  /** At least one id of a unit, `ou-…`, or of the root, `r-…`. Accounts in and below them are included. */
  readonly organizationalUnitIds: readonly string[];
  /** The region of each account's stack. @default that of the organization's stack */
  readonly region?: string;
  /** Ids of accounts in these units to leave out. */
  readonly excludedAccounts: readonly string[];
  /** DELEGATED_ADMIN if the stack is deployed in a delegated administrator's account. */
  readonly callAs: CallAs;
  /** Percent, 0–100, of the accounts that may fail before an operation stops. */
  readonly failureTolerancePercentage: number;
  /** Percent, 1–100, of the accounts that are deployed to at once. */
  readonly maxConcurrentPercentage: number;
  /** ARNs of StackSets that are deployed to an account first, e.g. the one that turns Config on. */
  readonly dependsOn: readonly string[];
  /** For the account template, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

const CALL_AS = ['SELF', 'DELEGATED_ADMIN'] as const;
type CallAs = (typeof CALL_AS)[number];
type Context = (key: ContextKey) => unknown;

/**
 * Parses the context. On the command line every value is a string; in cdk.json it may be a list, a number or an object.
 *
 * @throws InvalidParameter that names the key, the value and what is allowed
 */
export function organizationOptions(context: Context): OrganizationOptions {
  const region = regionOf(context);
  return {
    organizationalUnitIds: unitsOf(context),
    ...(region !== undefined && { region }),
    excludedAccounts: list(context, 'excludedAccounts', /^[0-9]{12}$/, 'account ids of 12 digits'),
    dependsOn: list(
      context,
      'dependsOn',
      // AWS: "AutoDeployment", CloudFormation API Reference.
      /^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:[0-9]{12}:stackset\/[A-Za-z][A-Za-z0-9-]*:[a-f0-9-]{36}$/,
      'ARNs of StackSets (arn:aws:cloudformation:REGION:ACCOUNT:stackset/NAME:ID)',
    ),
    callAs: callAsOf(context('callAs') ?? 'SELF'),
    failureTolerancePercentage: percentage(context, 'failureTolerancePercentage', 0),
    maxConcurrentPercentage: percentage(context, 'maxConcurrentPercentage', 1),
    parameters: parametersOf(context('parameters') ?? {}),
  };
}

function unitsOf(context: Context): string[] {
  // AWS: "DeploymentTargets", CloudFormation API Reference.
  const pattern = /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/;
  const allowed = 'ids of organizational units (ou-xxxx-xxxxxxxx) or of the root (r-xxxx), at least one';
  const key = 'organizationalUnitIds';
  const units = list(context, key, pattern, allowed);
  if (units.length === 0) throw new InvalidParameter(`context ${key}`, context(key), allowed);
  return units;
}

function regionOf(context: Context): string | undefined {
  const allowed =
    'one region in which AWS Config records IAM users: IAM is global, so a second one would repeat the findings';
  const [region, ...more] = list(context, 'regions', /^[a-z]{2,}(-[a-z]+)+-[0-9]$/, allowed);
  if (more.length > 0 || (region !== undefined && !canRecordIam(region))) {
    throw new InvalidParameter('context regions', context('regions'), allowed);
  }
  return region;
}

function callAsOf(value: unknown): CallAs {
  const callAs = CALL_AS.find((known) => known === value);
  if (callAs === undefined) throw new InvalidParameter('context callAs', value, CALL_AS.join(' or '));
  return callAs;
}

function percentage(context: Context, key: ContextKey, min: number): number {
  const value: unknown = context(key) ?? 10;
  const percent = /^[0-9]{1,3}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (percent >= min && percent <= 100) return percent;
  throw new InvalidParameter(`context ${key}`, value, `a whole number from ${min} to 100`);
}

/** Accepts a list or a comma-separated string; removes duplicates. */
function list(context: Context, key: ContextKey, pattern: RegExp, allowed: string): string[] {
  const value = context(key) ?? [];
  const items: unknown[] | undefined =
    typeof value === 'string' ? value.split(',').map((item) => item.trim()) : Array.isArray(value) ? value : undefined;
  const texts = (items ?? []).filter((item) => typeof item === 'string' && pattern.test(item)).map(String);
  if (!items || texts.length < items.length) throw new InvalidParameter(`context ${key}`, value, allowed);
  return [...new Set(texts)];
}

/** Accepts an object or its JSON. checkStackParameterValues checks the names and values. */
function parametersOf(value: unknown): Record<string, string> {
  const given = typeof value === 'string' ? parseJson(value) : value;
  if (!isRecord(given)) {
    throw new InvalidParameter('context parameters', value, 'an object, e.g. {"MaxIdleDays":45}');
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, parameter]) => {
      if (['string', 'number', 'boolean'].includes(typeof parameter)) return [name, String(parameter)];
      throw new InvalidParameter(`context parameters.${name}`, parameter, 'a string, a number, true or false');
    }),
  );
}
