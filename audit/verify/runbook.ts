import { DescribeDocumentCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { isNamed } from '../../rule/decision/errors';
import type { Check } from '../checks/checks';

/**
 * Whether the linked document is there, and Active: Config links a remediation to a name alone.
 * AWS: "DescribeDocument", Systems Manager API Reference.
 */
export async function checkRunbook(ssm: SSMClient, name: string): Promise<Check> {
  const remedy = 'Update the stack from the template: each run fails until the document is there.';
  try {
    const { Document: document = {} } = await ssm.send(new DescribeDocumentCommand({ Name: name }));
    const { Status: status = 'unknown', DefaultVersion: version = 'unknown', StatusInformation: why } = document;
    const details = why === undefined || why === '' ? [] : [why];
    if (status === 'Active') {
      return { ok: true, title: `The document ${name} is Active (default version ${version})`, details };
    }
    return { ok: false, title: `The document ${name} is not Active: its status is ${status}`, details, remedy };
  } catch (error) {
    if (!isNamed(error, 'InvalidDocument')) throw error;
    return { ok: false, title: `The document ${name} does not exist`, remedy };
  }
}
