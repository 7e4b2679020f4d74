import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { stat } from 'node:fs/promises';
import type { Progress } from '../../rule/account/judge-account';
import type { Time } from '../../rule/account/time';
import { decide } from '../../rule/decision/decide';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { Chunks } from '../credential-report/decode';
import { openReport } from '../credential-report/open';
import { UnreadableReport } from '../credential-report/unreadable-report';
import { UnreadableInput } from '../failure';
import { judgeUsers, whatIf } from './judge';
import { type Evidence, readLiveAccount } from './live-account';
import type { AuditOptions } from '../options';
import type { AuditResult } from './result';
import { readSavedReport } from './saved-report';

interface AuditContext {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly time: Time;
  readonly progress: Progress;
  /** Called only for a live account, because a saved report needs no region. */
  readonly region: () => Promise<string>;
  readonly stdin: Chunks;
}

/**
 * Shows who would be affected: the rule's own verdicts on a live account or a saved credential report.
 *
 * @throws UnreadableInput if the file is not a credential report; the SDK's errors if the account cannot be read
 */
export async function audit(options: AuditOptions, context: AuditContext): Promise<AuditResult> {
  const { parameters, now = context.time.now(), credentialReport } = options;
  const { source, users, ...evidence } =
    credentialReport === undefined
      ? await liveAccount(context, parameters, now)
      : await savedReport(credentialReport, context, parameters, now);
  return {
    ...evidence,
    source,
    now,
    parameters,
    users: judgeUsers(users, parameters, now),
    whatIf: whatIf(users, parameters, now),
  };
}

type SourcedEvidence = Evidence & Pick<AuditResult, 'source'>;

async function liveAccount(context: AuditContext, parameters: RuleParameters, now: Date): Promise<SourcedEvidence> {
  const region = await context.region();
  const { caller, ...evidence } = await readLiveAccount(context, parameters, now, context.progress);
  return { ...evidence, source: { kind: 'account', caller, region } };
}

async function savedReport(
  file: string,
  { stdin }: AuditContext,
  parameters: RuleParameters,
  now: Date,
): Promise<SourcedEvidence> {
  const { name, chunks } = openReport(file, stdin);
  try {
    const { users, ...evidence } = await readSavedReport(chunks, { name, now });
    return {
      ...(file !== '-' && { reportMade: (await stat(file)).mtime }),
      ...evidence,
      source: { kind: 'credential report', file: name },
      users: users.map((facts) => ({ facts, verdict: decide(facts, parameters, now) })),
    };
  } catch (error) {
    if (error instanceof UnreadableReport) throw new UnreadableInput(error.message, { cause: error });
    throw error;
  }
}
