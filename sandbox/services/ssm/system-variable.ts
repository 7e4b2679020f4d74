import type { Account } from '../../core/account';
import type { SystemVariable } from './template';

/** AWS: "Automation system variables", Systems Manager User Guide. Dates are UTC, of the moment when they are asked for. */
export function systemVariable(name: SystemVariable, account: Account, executionId: string, now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().slice(0, 19).split('T');
  const values: Readonly<Record<SystemVariable, string>> = {
    'global:ACCOUNT_ID': account.accountId,
    'global:REGION': account.region,
    'global:AWS_PARTITION': account.partition,
    'global:DATE': date,
    'global:DATE_TIME': `${date}_${time.replaceAll(':', '.')}`,
    'automation:EXECUTION_ID': executionId,
  };
  return values[name];
}
