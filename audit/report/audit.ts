import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Progress } from '../../rule/account/judge-account';
import type { Time } from '../../rule/account/time';
import { decide } from '../../rule/decision/decide';
import { InvalidCredentialReport } from '../../rule/decision/errors';
import type { RuleParameters } from '../../rule/decision/parameters';
import { UnreadableInput } from '../failure';
import { judgeUsers, whatIf } from './judge';
import { type Evidence, readLiveAccount } from './live-account';
import type { AuditOptions } from '../options';
import type { AuditResult } from './result';
import { readSavedReport, type SavedReport } from './saved-report';

interface AuditContext {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly time: Time;
  readonly progress: Progress;
  /** Called only for a live account, because a saved report needs no region. */
  readonly region: () => Promise<string>;
  readonly stdin: NodeJS.ReadableStream;
}

/**
 * Shows who would be affected: the rule's own verdicts on a live account or a saved credential report.
 *
 * @throws UnreadableInput if the file is not a credential report; the SDK's errors if the account cannot be read
 */
export async function audit(options: AuditOptions, context: AuditContext): Promise<AuditResult> {
  const { parameters, now = context.time.now() } = options;
  const { source, evidence } = await evidenceOf(options, context, now);
  return {
    source,
    accountId: evidence.accountId,
    now,
    parameters,
    users: judgeUsers(evidence.users, parameters, now),
    whatIf: whatIf(evidence.users, parameters, now),
    caveats: evidence.caveats,
    ...(evidence.reportMade && { reportMade: evidence.reportMade }),
  };
}

async function evidenceOf(
  { credentialReport, parameters }: AuditOptions,
  context: AuditContext,
  now: Date,
): Promise<{ source: AuditResult['source']; evidence: Evidence }> {
  if (credentialReport !== undefined) {
    const file = credentialReport === '-' ? 'standard input' : credentialReport;
    return {
      source: { kind: 'credential report', file },
      evidence: judged(await savedReport(credentialReport, file, context), parameters, now),
    };
  }
  const region = await context.region();
  const evidence = await readLiveAccount(context, parameters, now, context.progress);
  return { source: { kind: 'account', caller: evidence.caller, region }, evidence };
}

function judged({ users, ...evidence }: SavedReport, parameters: RuleParameters, now: Date): Evidence {
  return { ...evidence, users: users.map((facts) => ({ facts, verdict: decide(facts, parameters, now) })) };
}

async function savedReport(name: string, shown: string, { stdin }: AuditContext): Promise<SavedReport> {
  try {
    if (name === '-') return readSavedReport(await text(stdin), undefined);
    return readSavedReport(await readFile(name, 'utf8'), (await stat(name)).mtime);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const verb = error instanceof InvalidCredentialReport ? 'is' : 'cannot be read:';
    throw new UnreadableInput(`${shown} ${verb} ${why}`, { cause: error });
  }
}
