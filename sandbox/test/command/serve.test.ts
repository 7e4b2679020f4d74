import { exportLines, keepAlive, realTime } from '../../command/serve';
import { LocalAws } from '../../index';
import { DAY, inactiveUser, NOW, synthesizedTemplate } from '../../../test/support/deployed-account';
import { until } from './until';

describe('a local AWS that stays up', () => {
  let passed = 0;
  let aws: LocalAws;
  let failures: unknown[];
  let stop: () => Promise<void>;

  beforeEach(async () => {
    passed = 0;
    failures = [];
    aws = await LocalAws.start({ now: NOW, drift: () => passed });
    await aws.deploy(synthesizedTemplate());
    aws.iam.seed(inactiveUser());
    const controller = new AbortController();
    const alive = keepAlive(aws, controller.signal, (error) => failures.push(error));
    stop = async () => {
      controller.abort();
      await alive;
    };
  });

  afterEach(async () => {
    await stop();
    // An evaluation may be under way: its function's environment ends with it.
    await aws.clock.runUntilIdle();
    await aws.close();
  });

  it('evaluates on its schedule as real time passes, and remediates automatically', async () => {
    const scheduled = () => aws.config.runs.filter(({ trigger, ended }) => trigger === 'schedule' && ended);
    await until('the deletion', () => aws.iam.find('dave')?.loginProfile === undefined);
    await until('the evaluation after it', () => aws.config.runs.length === 2);
    expect(scheduled()).toHaveLength(1);

    passed = DAY;

    await until('the next evaluation', () => scheduled().length === 2);
    expect(failures).toEqual([]);
  });

  it('stays up after something failed, and reports the failure', async () => {
    aws.clock.spawn(() => Promise.reject(new Error('not modelled')));
    await until('the failure', () => failures.length > 0);

    let reached = false;
    void aws.clock.sleep(DAY).then(() => {
      reached = true;
    });

    await until('the alarm', () => reached);
    expect(failures).toEqual([new Error('not modelled')]);
  });

  it('prints export lines that point the AWS CLI at it', () => {
    const lines = exportLines(aws);

    expect(lines).toContain(`export AWS_ENDPOINT_URL=${aws.url}\n`);
    expect(lines).toMatch(/^(export AWS_[A-Z_]+=[\w:./-]+\n){7}$/);
  });
});

describe('real time', () => {
  it('does not pass before the start', () => {
    let uptime = 5000;
    const time = realTime(() => uptime);
    expect(time.passed()).toBe(0);

    time.start();
    uptime += 1500;

    expect(time.passed()).toBe(1500);
  });
});
