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
import { readSavedReport } from './saved-report';

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
  name: string,
  { stdin }: AuditContext,
  parameters: RuleParameters,
  now: Date,
): Promise<SourcedEvidence> {
  const file = name === '-' ? 'standard input' : name;
  try {
    const { users, ...evidence } =
      name === '-'
        ? readSavedReport(await text(stdin), undefined)
        : readSavedReport(await readFile(name, 'utf8'), (await stat(name)).mtime);
    return {
      ...evidence,
      source: { kind: 'credential report', file },
      users: users.map((facts) => ({ facts, verdict: decide(facts, parameters, now) })),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const verb = error instanceof InvalidCredentialReport ? 'is' : 'cannot be read:';
    throw new UnreadableInput(`${file} ${verb} ${why}`, { cause: error });
  }
}
