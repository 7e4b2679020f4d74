import type { Account } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Caller } from '../../policy/caller';
import type { RoleStore } from '../../policy/role-store';
import type { Runbook } from './runbook';
import { systemVariable } from './system-variable';
import { substitute } from './template';

interface RunPlace {
  readonly account: Account;
  /** The execution's id. */
  readonly id: string;
}

/**
 * The ARN of the role that a run assumes.
 * @throws AwsError InvalidAutomationExecutionParametersException for what is no role's ARN; NotModelled for a run without
 */
export function roleOf(
  runbook: Runbook,
  values: ReadonlyMap<string, unknown>,
  { account, id, now }: RunPlace & { readonly now: number },
): string {
  const role = substitute(runbook.assumeRole, (reference) => {
    if (reference.kind === 'system') return systemVariable(reference.name, account, id, now);
    return reference.kind === 'parameter' ? values.get(reference.name) : undefined;
  });
  if (role === '') throw new NotModelled('a run with an empty assumeRole, which acts as whoever starts it');
  if (typeof role !== 'string' || !/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role))
    throw refused('The format of the supplied assume role ARN is invalid.');
  return role;
}

/** SSM as that role, for one run. @throws AwsError InvalidAutomationExecutionParametersException */
export function assumeAsAutomation(
  roles: Pick<RoleStore, 'assume'>,
  roleArn: string,
  { account: { partition, region, accountId }, id }: RunPlace,
): Caller {
  const sourceArn = `arn:${partition}:ssm:${region}:${accountId}:automation-execution/${id}`;
  try {
    const by = { service: 'ssm.amazonaws.com', sourceAccount: accountId, sourceArn };
    return roles.assume(roleArn, by, `Automation-${id}`);
  } catch (error) {
    if (error instanceof AwsError) throw refused('The defined assume role is unable to be assumed.');
    throw error;
  }
}

function refused(message: string): AwsError {
  return new AwsError('InvalidAutomationExecutionParametersException', message);
}
