import { GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { fetchCredentialReport } from '../../../rule/account/credential-report';
import type { Context, Step } from '../context';
import { pathOf, USERS } from '../users';
import { type FactAnswer, unclear } from './facts';

/** Reads the line of a user whose path has a comma. A report can be four hours old: the user must be older. */
export const reportQuoting: Step = {
  name: 'a credential report has a comma in a cell',
  run: async (context) => ({ facts: { reportQuoting: await answer(context) } }),
};

async function answer({ iam, time, partition, accountId }: Context): Promise<FactAnswer<'reportQuoting'>> {
  // Waits until there is a report.
  await fetchCredentialReport(iam, time);
  const { Content } = await iam.send(new GetCredentialReportCommand({}));
  const { comma } = USERS;
  const arn = `arn:${partition}:iam::${accountId}:user${pathOf(comma)}${comma.name}`;
  const line = new TextDecoder()
    .decode(Content)
    .split(/\r?\n/)
    .find((each) => each.includes(arn));
  if (line === undefined) return unclear(`The credential report has no line with ${arn}.`);
  const evidence = `The line begins with ${line.slice(0, line.indexOf(arn) + arn.length + 2)}.`;
  if (line.includes(`,"${arn}",`)) return { answer: 'quoted', evidence };
  return line.includes(`,${arn},`) ? { answer: 'not quoted', evidence } : unclear(evidence);
}
