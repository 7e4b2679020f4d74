import { isRecord } from '../../rule/decision/json';
import { AwsError, LocalAws, type SeedUser } from '../../sandbox/index';
import { HOUR } from '../support/durations';
import { activeUser, inactiveUser, NOW } from '../support/deployed-account';
import { parameters } from './facts';
import { evaluateInProcess } from './in-process-evaluation';
import { RememberingConfig } from './remembering-config';

let aws: LocalAws;
let config: RememberingConfig;
afterEach(() => aws.close());

/** An account that has been evaluated once; ListUsers has two users a page, by name. */
async function evaluatedAccount(...users: readonly SeedUser[]): Promise<void> {
  aws = await LocalAws.start({ now: NOW });
  const { endpoint } = aws;
  const call = endpoint.call.bind(endpoint);
  endpoint.call = async (caller, service, operation, input) =>
    await call(
      caller,
      service,
      operation,
      operation === 'ListUsers' && isRecord(input) ? { ...input, MaxItems: 2 } : input,
    );
  for (const user of users) aws.iam.seed(user);
  aws.iam.makeReport();
  config = new RememberingConfig(() => new Date(aws.clock.now()));
  await evaluate();
  config.puts.length = 0;
}

async function evaluate(): Promise<void> {
  await evaluateInProcess(aws, config, parameters());
}

/** Something that happens just before the call of this number of the operation. */
function before(operation: string, number: number, happen: () => void | Promise<void>): void {
  let calls = 0;
  aws.endpoint.interceptors.push(async (call) => {
    if (call.operation !== operation) return;
    calls += 1;
    if (calls === number) await happen();
  });
}

async function administer(operation: string, input: object): Promise<void> {
  await aws.endpoint.call(aws.operator, 'iam', operation, input);
}

const rename = async (UserName: string, NewUserName: string) =>
  await administer('UpdateUser', { UserName, NewUserName });

/** What has been put since the first evaluation. */
function reported(): string[] {
  return config.puts.flat().toSorted();
}

function storedOf(userName: string): string | undefined {
  return config.results.get(aws.iam.find(userName)?.userId ?? '')?.annotation;
}

const dave = inactiveUser();
const ann = activeUser({ userName: 'ann' });
const bob = activeUser({ userName: 'bob' });

describe('A user who is renamed between two pages of ListUsers', () => {
  it('and so is on neither of them is judged, and not retired', async () => {
    await evaluatedAccount(ann, bob, dave);
    before('ListUsers', 2, async () => await rename('dave', 'aaron'));

    await evaluate();

    expect(reported()).toEqual([expect.stringMatching(/^NON_COMPLIANT aaron: inactive/)]);
  });

  it.each([
    ['who is settled by the list', activeUser()],
    ['who is read', inactiveUser({ userName: 'alice' })],
  ])('and so is on both of them is reported once, by the later name: one %s', async (_name, alice) => {
    await evaluatedAccount(alice, bob, activeUser({ userName: 'carol' }));
    config.results.clear();
    before('ListUsers', 2, async () => await rename('alice', 'zoe'));

    await evaluate();

    expect(reported().map((text) => text.split(/[ :]+/)[1])).toEqual(expect.arrayContaining(['bob', 'carol', 'zoe']));
    expect(reported()).toHaveLength(3);
  });
});

describe('If the new list that would show a renamed user fails', () => {
  it.each([
    ['two pages of the first', 'ListUsers', 2],
    ['the first and the reads', 'ListAccessKeys', 1],
  ])('the others are reported, then the evaluation fails: a rename between %s', async (_name, operation, number) => {
    await evaluatedAccount(ann, bob, dave);
    aws.iam.seed(activeUser({ userName: 'new' }));
    const daveId = aws.iam.find('dave')?.userId;
    before(operation, number, async () => await rename('dave', 'aaron'));
    before('ListUsers', 3, () => {
      throw new AwsError('InternalFailure', 'not now', 500);
    });

    await expect(evaluate()).rejects.toThrow(
      `user ${daveId} could not be read; the others have been reported: InternalFailure: not now`,
    );

    expect(reported()).toEqual([expect.stringMatching(/^COMPLIANT new: /)]);
    expect(storedOf('aaron')).toMatch(/^dave: inactive/);
  });
});

describe('A user who is deleted between the list and the reads', () => {
  it('who was settled, while another is renamed, is reported once, and retired by the next evaluation', async () => {
    await evaluatedAccount(activeUser(), dave);
    // What is new of alice is put, beside dave's.
    await administer('DeleteLoginProfile', { UserName: 'alice' });
    await aws.clock.runUntil(NOW + 5 * HOUR);
    aws.iam.makeReport();
    before('ListAccessKeys', 1, async () => {
      await rename('dave', 'david');
      await administer('DeleteUser', { UserName: 'alice' });
    });

    await evaluate();
    expect(config.puts).toEqual([
      [expect.stringMatching(/^COMPLIANT alice: no console/), expect.stringMatching(/david/)],
    ]);

    config.puts.length = 0;
    await evaluate();
    expect(reported()).toEqual(['NOT_APPLICABLE the user no longer exists']);
  });

  it('and has no stored result needs no retirement', async () => {
    await evaluatedAccount(ann);
    aws.iam.seed(dave);
    before('ListAccessKeys', 1, async () => {
      await administer('DeleteLoginProfile', { UserName: 'dave' });
      await administer('DeleteUser', { UserName: 'dave' });
    });

    await evaluate();

    expect(reported()).toEqual([expect.stringMatching(/^COMPLIANT ann: /)]);
  });
});
