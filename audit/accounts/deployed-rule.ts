import type { ConfigRule, ConfigServiceClient, RemediationConfiguration } from '@aws-sdk/client-config-service';
import { GetRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { isRunbookName } from '../../remediation/runbook-name';
import { parameterTexts } from '../../rule/decision/default-parameters';
import { InvalidParameter, isNamed, OperationFailed } from '../../rule/decision/errors';
import { parseRuleParameters, type RuleParameters } from '../../rule/decision/parameters';
import { readBlockedUsers } from '../../rule/reporting/remediation-exceptions';
import { denialIn } from '../aws/denial';
import { findRule, readRemediationConfigurations } from '../aws/deployments';
import type { Remediation } from '../report/next';
import type { AccountAudit } from '../report/result';
import { parseDenies } from './role-deny';
import type { Question } from './source';

/** The inline policy of the runbook's role; see infra/control/automation-role.ts. */
const POLICY_NAME = 'DeleteLoginProfile';

interface Clients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
}

/** What an account is judged by. */
export interface AccountBasis extends Required<Pick<AccountAudit, 'parameters' | 'basis' | 'caveats'>> {
  /** Undefined unless a rule with these very parameters is deployed. */
  readonly remediation: Remediation | undefined;
}

/**
 * The parameters of the rule that is deployed in the region, each overridden by its option, and what its remediation does.
 * If there is no such rule, or the caller may not read it, the options and the defaults count, and a caveat says so.
 *
 * @throws OperationFailed if the rule's own parameters are invalid: it cannot evaluate anybody
 */
export async function readBasis(clients: Clients, region: string, question: Question): Promise<AccountBasis> {
  const { ruleName, overrides } = question;
  const found = await findOrSay(clients.config, ruleName, region);
  if (typeof found === 'string') {
    const caveats = [`${found}: judged by the options and the defaults.`];
    return { parameters: question.parameters, basis: { kind: 'options' }, caveats, remediation: undefined };
  }
  const own = parametersOf(found, `${ruleName} in ${region}`);
  const { remediation, caveats } = await readRemediation(clients, question);
  const parameters = { ...own, ...overrides };
  const overridden = namesOfChanged(own, parameters);
  return {
    parameters,
    basis: { kind: 'rule', ruleName, region, remediation: remediation.kind, overridden },
    caveats,
    remediation: overridden.length > 0 ? undefined : remediation,
  };
}

/** @returns why there is no rule to go by */
async function findOrSay(config: ConfigServiceClient, ruleName: string, region: string): Promise<ConfigRule | string> {
  try {
    return (await findRule(config, ruleName)) ?? `There is no rule ${ruleName} in ${region}`;
  } catch (error) {
    if (denialIn(error)) return `${denied('config:DescribeConfigRules')}, so the rule ${ruleName} is not known`;
    if (isUnreachable(error)) return `AWS Config cannot be reached in ${region} (${error.message})`;
    throw error;
  }
}

function denied(action: string): string {
  return `The caller is not authorized to perform: ${action}`;
}

/** The region has no endpoint of AWS Config, or the network none that answers. */
function isUnreachable(error: unknown): error is Error {
  return isNamed(error, 'TimeoutError') || (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND');
}

function parametersOf({ InputParameters: given }: ConfigRule, rule: string): RuleParameters {
  try {
    return parseRuleParameters(given);
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    throw new OperationFailed(
      `the rule ${rule} cannot evaluate anybody: ${error.message}; update its stack, or give the name of another rule with --rule-name`,
    );
  }
}

function namesOfChanged(before: RuleParameters, after: RuleParameters): string[] {
  const texts = new Map(Object.entries(parameterTexts(before)));
  return Object.entries(parameterTexts(after)).flatMap(([name, text]) => (texts.get(name) === text ? [] : [name]));
}

/** AWS: "PutRemediationExceptions", AWS Config API Reference: an exception blocks automatic remediation alone. */
async function readRemediation(
  clients: Clients,
  { ruleName, now }: Question,
): Promise<{ readonly remediation: Remediation; readonly caveats: readonly string[] }> {
  const caveats: string[] = [];
  const orSay = async <T>(call: Promise<T>, action: string, consequence: string): Promise<T | undefined> => {
    try {
      return await call;
    } catch (error) {
      if (!denialIn(error)) throw error;
      caveats.push(`${denied(action)}, so ${consequence}.`);
      return undefined;
    }
  };
  const linked = await orSay(
    readRemediationConfigurations(clients.config, [ruleName]),
    'config:DescribeRemediationConfigurations',
    'it is assumed that the remediation is automatic',
  );
  const [link]: (Partial<RemediationConfiguration> | undefined)[] = linked ?? [{ Automatic: true }];
  if (!link) return { remediation: { kind: 'none', obstacleFor: () => undefined }, caveats };
  const { TargetId: target, Automatic: automatic = false } = link;
  if (target !== undefined && !isRunbookName(target)) {
    caveats.push(`The remediation ${target} is not this product's runbook: what it does is not known.`);
  }
  const role = roleNameIn(link);
  const unmarked = 'users whose password is kept by';
  const [blocked, policy] = await Promise.all([
    orSay(
      readBlockedUsers(clients.config, ruleName, now),
      'config:DescribeRemediationExceptions',
      `${unmarked} a remediation exception are not marked`,
    ),
    role === undefined
      ? undefined
      : orSay(
          readPolicy(clients.iam, role),
          'iam:GetRolePolicy',
          `${unmarked} the Deny of the role ${role} are not marked`,
        ),
  ]);
  const denies = policy === undefined ? undefined : parseDenies(policy);
  if (policy !== undefined && !denies) {
    caveats.push(
      `The policy ${POLICY_NAME} of the role ${role} is not the template's, so ${unmarked} its Deny are not marked.`,
    );
  }
  return {
    remediation: {
      kind: automatic ? 'automatic' : 'by hand',
      obstacleFor: (user) => {
        if (denies?.(user) === true) return "kept by the role's Deny";
        return automatic && blocked?.has(user.id) === true ? 'blocked: a remediation exception' : undefined;
      },
    },
    caveats,
  };
}

function roleNameIn({ Parameters: parameters = {} }: Partial<RemediationConfiguration>): string | undefined {
  const [arn] = parameters['AutomationAssumeRole']?.StaticValue?.Values ?? [];
  return arn?.slice(arn.lastIndexOf('/') + 1);
}

/** @returns '' if there is no such policy */
async function readPolicy(iam: IAMClient, role: string): Promise<string> {
  try {
    const { PolicyDocument: document = '' } = await iam.send(
      new GetRolePolicyCommand({ RoleName: role, PolicyName: POLICY_NAME }),
    );
    return document;
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return '';
    throw error;
  }
}
