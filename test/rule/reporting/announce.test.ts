import { announce } from '../../../rule/reporting/announce';
import { UNSENT } from '../../../rule/decision/annotation';
import { announcement } from '../../../rule/reporting/announcements';
import { AwsError, LocalAws } from '../../../sandbox/index';
import { inactiveUser } from '../../support/deployed-account';
import { awsThatAnswers } from '../answers';
import { NOW, parameters } from '../facts';
import { evaluateInProcess } from '../in-process-evaluation';
import { RememberingConfig } from '../remembering-config';

const eventOf = (userName: string) => announcement('IAM User Inactive', 'rule', { userName, message: 'a message' });
const TAKEN = { Entries: [{ EventId: '1' }] };
const SLOW_DOWN = { Entries: [{ ErrorCode: 'ThrottlingException' }] };

/** The events are put; EventBridge gives these answers to them, one after the other. */
async function announced(userNames: readonly string[], answers: readonly object[]) {
  const { events, asked } = awsThatAnswers({ events: { PutEvents: answers } });
  const slept: number[] = [];
  const time = { now: () => NOW, sleep: async (milliseconds: number) => void slept.push(milliseconds) };
  const refused = await announce({ events, time }, userNames.map(eventOf));
  const refusals = [...refused].map(([{ Detail }, reason]) => [JSON.parse(Detail ?? '').userName, reason]);
  return { refusals, calls: asked.length, waits: slept.filter((milliseconds) => milliseconds > 0) };
}

describe('An event', () => {
  it.each<[string, readonly object[], number[]]>([
    ['is put once if it is taken', [TAKEN], []],
    ['is put again a second later if it is refused', [SLOW_DOWN, TAKEN], [1_000]],
    ['is put again a second later if the call fails', [new AwsError('InternalFailure', 'no', 500), TAKEN], [1_000]],
    ['is put a third time five seconds after that', [SLOW_DOWN, SLOW_DOWN, TAKEN], [1_000, 5_000]],
  ])('%s', async (_name, answers, waits) => {
    expect(await announced(['dave'], answers)).toEqual({ refusals: [], calls: answers.length, waits });
  });

  it.each<[string, object, string]>([
    ['EventBridge’s code', SLOW_DOWN, 'ThrottlingException'],
    ['the call’s error', new AwsError('AccessDeniedException', 'not today', 400), 'AccessDeniedException: not today'],
    ['that there is no answer, without a code', { Entries: [{}] }, 'no answer'],
    ['that there is no answer, without an entry', { Entries: [] }, 'no answer'],
    ['that there is no answer, without entries', {}, 'no answer'],
  ])('that is not taken in three tries comes back with the reason of the last: %s', async (_name, last, reason) => {
    const first = new AwsError('InternalFailure', 'no', 500);

    expect(await announced(['dave'], [first, first, last])).toEqual({
      refusals: [['dave', reason]],
      calls: 3,
      waits: [1_000, 5_000],
    });
  });

  it('is not sent again because another is refused', async () => {
    const answers = [TAKEN, SLOW_DOWN, TAKEN, SLOW_DOWN, SLOW_DOWN];

    expect(await announced(['dave', 'erin', 'frank'], answers)).toMatchObject({
      refusals: [['erin', 'ThrottlingException']],
      calls: 5,
    });
  });

  it('that does not exist costs neither a call nor time', async () => {
    expect(await announced([], [])).toEqual({ refusals: [], calls: 0, waits: [] });
  });
});

describe('An evaluation whose event is refused once', () => {
  it('sends it again and records the user as notified, as if nothing had happened', async () => {
    const aws = await LocalAws.start({ now: NOW.getTime() });
    aws.iam.seed(inactiveUser());
    aws.iam.makeReport();
    const config = new RememberingConfig(() => NOW);
    let refusals = 0;
    config.refuses = () => {
      refusals += 1;
      return refusals === 1;
    };

    await evaluateInProcess(aws, config, parameters());
    await aws.close();

    expect([refusals, config.events]).toEqual([2, ['IAM User Inactive']]);
    expect([...config.results.values()]).toEqual([
      { compliance: 'NON_COMPLIANT', annotation: expect.not.stringContaining(UNSENT) },
    ]);
  });
});
