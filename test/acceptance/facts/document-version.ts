import {
  DescribeDocumentCommand,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { MINUTE, SECOND } from '../../../rule/decision/dates';
import { OperationFailed } from '../../../rule/decision/errors';
import type { Context, Step } from '../context';
import { poll } from '../poll';
import { type FactAnswer, unclear } from './facts';
import { atRest, NO_REST, pressUntilAccepted, readProbe, runAfter } from './probe';
import { remediationDocument } from './probe-documents';
import { PROBE } from './probe-template';

/** Makes the second version of the document the default one, and has Config run it; nobody puts the remediation again. */
export const documentVersion: Step = {
  name: 'the default version of a document changes',
  run: async (context) => ({ facts: { documentVersion: await answer(context) } }),
};

async function answer(context: Context): Promise<FactAnswer<'documentVersion'>> {
  const probe = await readProbe(context);
  await makeSecondVersionDefault(context);
  const before = await atRest(context, probe, MINUTE);
  if (!before) return NO_REST;
  const refusal = await pressUntilAccepted(context, probe);
  if (refusal !== undefined) return unclear(`AWS Config did not accept StartRemediationExecution: ${refusal}.`);
  const run = await runAfter(context, probe, before);
  if (!run) return unclear('AWS Config started no run within ten minutes of StartRemediationExecution.');
  const evidence = `The remediation was put when version 1 was the default, and version 2 is now; Config ran version ${run.DocumentVersion}.`;
  if (run.DocumentVersion === '1') return { answer: 'the version when the remediation was put', evidence };
  return run.DocumentVersion === '2' ? { answer: 'the default version', evidence } : unclear(evidence);
}

/** @throws OperationFailed if SSM does not make the version, or not the default one, within five minutes */
async function makeSecondVersionDefault({ ssm, time }: Context): Promise<void> {
  const describe = async () => (await ssm.send(new DescribeDocumentCommand({ Name: PROBE }))).Document;
  const first = await describe();
  if (first?.LatestVersion === '1') {
    const content = {
      Content: remediationDocument('Does nothing, in its second version'),
      DocumentFormat: 'JSON',
    } as const;
    await ssm.send(new UpdateDocumentCommand({ Name: PROBE, DocumentVersion: '$LATEST', ...content }));
  }
  const done = await poll(time, { every: 5 * SECOND, within: 5 * MINUTE }, async () => {
    const document = await describe();
    if (document?.Status !== 'Active' || document.LatestVersion !== '2') return undefined;
    if (document.DefaultVersion === '2') return true;
    await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name: PROBE, DocumentVersion: '2' }));
    return undefined;
  });
  if (!done)
    throw new OperationFailed(
      `the second version of the document ${PROBE} has not become the default within 5 minutes`,
    );
}
