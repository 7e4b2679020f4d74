import { DescribeDocumentCommand } from '@aws-sdk/client-ssm';
import { runbookName } from '../../remediation/runbook-name';
import { MINUTE } from '../../rule/decision/dates';
import { isNamed } from '../../rule/decision/errors';
import { checkOf } from './check-of';
import { type Context, NAME, type Seen } from './context';
import { changedTemplate, type ProductTemplate } from './product';
import { readRemediation } from './runs';
import { completeStack, updateStack } from './stacks';
import { poll } from './poll';

const DELETED_WITHIN = { every: MINUTE / 4, within: 5 * MINUTE };

/** Updates the stack to a release whose runbook has changed: a new document, to which the remediation is linked. */
export async function updateRunbook(context: Context, template: ProductTemplate): Promise<Seen> {
  const changed = changedTemplate(template);
  const after = runbookName(NAME, changed.hash);
  await completeStack(context, NAME);
  const { TargetId: present = after } = await readRemediation(context);
  // If this step is repeated, the stack has been updated.
  const before = present === after ? runbookName(NAME, template.hash) : present;
  if (present !== after) {
    // Nothing more is to be removed.
    await updateStack(context, NAME, { template: changed.text, parameters: { MaxRemovals: '0' } });
  }
  const { TargetId: linked } = await readRemediation(context);
  const isGone = await poll(
    context.time,
    DELETED_WITHIN,
    async () => (await statusOf(context, before)) === 'gone' || undefined,
  );
  const status = await statusOf(context, after);
  return {
    checks: [
      checkOf('After an update of the stack, the remediation is linked to the new runbook', [
        ...(linked === after ? [] : [`it is linked to ${linked}, not to ${after}`]),
        ...(status === 'Active' ? [] : [`${after} is ${status}`]),
      ]),
      checkOf('The old runbook is gone', isGone ? [] : [`${before} is still there`]),
    ],
  };
}

async function statusOf({ ssm }: Context, document: string): Promise<string> {
  try {
    const { Document: found } = await ssm.send(new DescribeDocumentCommand({ Name: document }));
    return found?.Status ?? 'of unknown status';
  } catch (error) {
    if (!isNamed(error, 'InvalidDocument')) throw error;
    return 'gone';
  }
}
