import { DescribeDocumentCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { isNamed } from '../../rule/decision/errors';
import type { Check } from '../checks/checks';

/**
 * The linked runbook must exist and be Active, because Config links a remediation to a name that may not exist.
 * AWS: "DescribeDocument", Systems Manager API Reference.
 */
export async function checkRunbook(ssm: SSMClient, name: string): Promise<Check> {
  const remedy = 'Update the stack from the template: each run fails until the runbook exists.';
  try {
    const { Document: document = {} } = await ssm.send(new DescribeDocumentCommand({ Name: name }));
    const { Status: status = 'unknown', DefaultVersion: version = 'unknown', StatusInformation: why } = document;
    const details = why === undefined || why === '' ? [] : [why];
    if (status === 'Active') {
      return { ok: true, title: `The runbook ${name} is Active (default version ${version})`, details };
    }
    return { ok: false, title: `The runbook ${name} is not Active: its status is ${status}`, details, remedy };
  } catch (error) {
    if (!isNamed(error, 'InvalidDocument')) throw error;
    return { ok: false, title: `The runbook ${name} does not exist`, remedy };
  }
}
