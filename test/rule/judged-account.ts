import { complianceOf } from '../../rule/decision/decide';
import { judgeAccount, type JudgeOptions, readAccount } from '../../rule/account/judge-account';
import { LocalAws, type LocalAwsOptions, type SeedUser } from '../../sandbox/index';
import { HOUR, NOW } from '../support/deployed-account';
import { inProcessClients } from '../support/in-process-client';
import { parameters } from './facts';

/** The account of the test. */
export let aws: LocalAws;
/** What IAM has taken for its answers, in milliseconds. */
let delay = 0;

export function answerLate(milliseconds: number): void {
  delay = milliseconds;
}

beforeEach(() => {
  delay = 0;
});
afterEach(() => aws.close());

export async function accountOf(users: readonly SeedUser[], options: Partial<LocalAwsOptions> = {}): Promise<void> {
  aws = await LocalAws.start({ now: NOW, ...options });
  for (const user of users) aws.iam.seed(user);
  aws.iam.makeReport(NOW - HOUR);
}

/** The account is judged, what is read of everybody first; `between` happens after that. */
export async function judge(
  options: Partial<JudgeOptions> = {},
  between: () => void | Promise<void> = () => undefined,
) {
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const time = {
    now: () => new Date(aws.clock.now() + delay),
    sleep: () => Promise.reject(new Error('the report is there: nothing is waited for')),
  };
  const reading = await readAccount(iam, time);
  await between();
  const already = aws.endpoint.calls.length;
  const { judged, unread, ...rest } = await judgeAccount({ iam, time }, reading, {
    parameters: parameters(),
    now: time.now(),
    ...options,
  });
  return {
    ...rest,
    unread,
    verdicts: Object.fromEntries(judged.map(({ facts, verdict }) => [facts.name, verdict.kind])),
    compliance: Object.fromEntries(judged.map(({ facts, verdict }) => [facts.id, complianceOf(verdict)])),
    calls: aws.endpoint.calls.slice(already).map(({ operation }) => operation),
  };
}

export async function administer(operation: string, input: object): Promise<object> {
  return await aws.endpoint.call(aws.operator, 'iam', operation, input);
}

/** Something that happens just before a call of this operation; `times` at most. */
export function before(operation: string, happen: () => void | Promise<void>, times = 1): void {
  let left = times;
  aws.endpoint.interceptors.push(async (call) => {
    if (left === 0 || call.operation !== operation) return;
    left -= 1;
    await happen();
  });
}
