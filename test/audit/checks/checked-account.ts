import { AccountClient } from '@aws-sdk/client-account';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { type Check, renderChecks } from '../../../audit/checks/checks';
import { preflight } from '../../../audit/preflight/preflight';
import { verify } from '../../../audit/verify/verify';
import { DEFAULT_PARAMETERS } from '../../../rule/decision/default-parameters';
import { isRecord } from '../../../rule/decision/json';
import type { Time } from '../../../rule/account/time';
import { type Caller, type LocalAws, type PolicyDocument, parsePolicyDocument } from '../../../sandbox/index';
import { RULE } from '../../support/deployed-account';
import { inProcessClients } from '../../support/in-process-client';

export interface Clients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  readonly account: AccountClient;
  readonly configIn: (region: string) => ConfigServiceClient;
}

/** The SDK's clients of one caller, on a local AWS in this process. */
export function clientsOf(aws: LocalAws, caller: Caller): Clients {
  const { iam, config } = inProcessClients(aws.endpoint, caller);
  const { requestHandler, credentials } = iam.config;
  const options = { region: 'us-east-1', credentials, requestHandler, maxAttempts: 1 };
  return {
    iam,
    config,
    sts: new STSClient(options),
    ssm: new SSMClient(options),
    account: new AccountClient(options),
    configIn: (region) => inProcessClients(aws.regions.endpointOf('config', region), caller).config,
  };
}

/** The caller of the checks, with this policy alone. */
export function auditor(aws: LocalAws, policy: PolicyDocument): Caller {
  const { partition, accountId } = aws.account;
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/Auditor/test`;
  return { arn, userId: 'AROAAUDITOR0000000001:test', accountId, policies: [policy] };
}

/** Everything allowed, for tests that are not about permissions. */
const EVERYTHING = parsePolicyDocument(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'the auditor',
);

/**
 * Asks something of the account as one program would. The clock moves while it sleeps, and not while it computes: what is
 * due in the account would come too early on a slow machine.
 */
export async function asked<T>({ clock }: LocalAws, ask: (time: Time) => Promise<T>): Promise<T> {
  let release = clock.hold();
  const time: Time = {
    now: () => new Date(clock.now()),
    sleep: async (milliseconds) => {
      const slept = clock.sleep(milliseconds);
      release();
      await slept;
      release = clock.hold();
    },
  };
  return await clock.runUntilSettled(ask(time).finally(() => release()));
}

interface Asked {
  readonly region?: string;
  readonly ruleName?: string;
  readonly policy?: PolicyDocument;
}

export async function preflightOf(
  aws: LocalAws,
  { region = 'us-east-1', ruleName = RULE, policy = EVERYTHING }: Asked = {},
): Promise<Check[]> {
  const clients = clientsOf(aws, auditor(aws, policy));
  return await asked(aws, (time) => preflight(clients, { region, ruleName, parameters: DEFAULT_PARAMETERS, time }));
}

export async function verifyOf(
  aws: LocalAws,
  { region = 'us-east-1', ruleName = RULE, policy = EVERYTHING }: Asked = {},
): Promise<Check[]> {
  const clients = clientsOf(aws, auditor(aws, policy));
  return await asked(aws, (time) => verify(clients, { region, ruleName, time }));
}

/** As it is printed, without colour. */
export function printed(checks: readonly Check[]): string {
  return renderChecks(checks, { color: false, width: 80 });
}

/** The titles of the checks that are not ok. */
export function wrong(checks: readonly Check[]): string[] {
  return checks.filter(({ ok }) => !ok).map(({ title }) => title);
}

/** The check that is not ok, and what it says beyond its title. @throws where there is not exactly one */
export function theWrongOne(checks: readonly Check[]): { title: string; details: string; remedy: string } {
  const [check, ...others] = checks.filter(({ ok }) => !ok);
  if (!check || others.length > 0) throw new Error(`not exactly one ✗ in:\n${printed(checks)}`);
  return { title: check.title, details: (check.details ?? []).join('\n'), remedy: check.remedy ?? '' };
}

/** The operations that the auditor has called. */
export function operationsOf(aws: LocalAws): string[] {
  return aws.endpoint.calls.filter(({ caller }) => caller.includes('/Auditor/')).map(({ operation }) => operation);
}

/** The template without its remediation: the rule reports, and nobody acts. */
export function withoutRemediation(template: unknown): unknown {
  if (!isRecord(template) || !isRecord(template['Resources'])) throw new Error('no template');
  const kept = Object.entries(template['Resources']).filter(
    ([, resource]) => !isRecord(resource) || resource['Type'] !== 'AWS::Config::RemediationConfiguration',
  );
  return { ...template, Resources: Object.fromEntries(kept) };
}
