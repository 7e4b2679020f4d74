import { getUser, harness, nap, NO_OUTPUT, noSuchEntity, run, runbook, statuses, type StepContent } from './harness';

type Reading = 'sentence' | 'literal' | 'fails';

const find = (overrides: StepContent = {}) =>
  getUser('find', { outputs: [{ Name: 'Id', Selector: '$.User.UserId' }], ...overrides });
const names = (UserName: string) => getUser('use', { inputs: { Service: 'iam', Api: 'GetUser', UserName } });
const skipped = (UserName: string) =>
  runbook([nap('begin', { nextStep: 'use' }), find(), { ...names(UserName), isEnd: true }], { outputs: ['find.Id'] });

describe('a step that names the output of a step that did not run', () => {
  it.each<[Reading, string, string]>([
    ['sentence', '{{ find.Id }}', NO_OUTPUT],
    ['sentence', 'id {{find.Id}}', `id ${NO_OUTPUT}`],
    ['literal', '{{ find.Id }}', '{{ find.Id }}'],
    ['literal', 'id {{find.Id}}', 'id {{ find.Id }}'],
  ])('gets, in the reading "%s", for %j the text %j', async (outputOfStepNotRun, written, UserName) => {
    const local = harness({ unconfirmed: { outputOfStepNotRun } });
    const execution = await run(local, skipped(written));
    expect(execution).toMatchObject({ status: 'Success', outputs: { 'find.Id': [NO_OUTPUT] } });
    expect(local.calls).toMatchObject([{ input: { UserName } }]);
  });

  it('fails, in the reading "fails", without a call, and the document shows the sentence as its output', async () => {
    const local = harness({ unconfirmed: { outputOfStepNotRun: 'fails' } });
    const execution = await run(local, skipped('{{ find.Id }}'));
    expect(statuses(execution)).toBe('begin:Success find:Pending use:Failed');
    expect(execution.failureMessage).toContain(
      'validating and resolving the step inputs. The output find.Id is not there',
    );
    expect(execution.outputs).toEqual({ 'find.Id': [NO_OUTPUT] });
    expect(local.calls).toEqual([]);
  });

  it('follows its onFailure', async () => {
    const local = harness({ unconfirmed: { outputOfStepNotRun: 'fails' } });
    const tolerant = { ...names('{{ find.Id }}'), onFailure: 'step:rescue', isCritical: false };
    const content = runbook([nap('begin', { nextStep: 'use' }), find(), tolerant, nap('rescue')]);
    expect(statuses(await run(local, content))).toBe('begin:Success find:Pending use:Failed rescue:Success');
  });
});

it.each<[Reading, string]>([
  ['sentence', 'find:Failed use:Success'],
  ['literal', 'find:Failed use:Success'],
  ['fails', 'find:Failed use:Failed'],
])(
  'the output of a step that failed is, in the reading "%s", as that of one that did not run',
  async (reading, ends) => {
    const local = harness({
      call: () => (local.calls.length === 1 ? noSuchEntity() : {}),
      unconfirmed: { outputOfStepNotRun: reading },
    });
    const content = runbook([find({ onFailure: 'Continue' }), names('{{ find.Id }}')]);
    expect(statuses(await run(local, content))).toBe(ends);
  },
);

it.each<Reading>(['sentence', 'literal', 'fails'])(
  'an output that is there is the same in the reading "%s"',
  async (outputOfStepNotRun) => {
    const local = harness({ call: () => ({ User: { UserId: 'AIDA1' } }), unconfirmed: { outputOfStepNotRun } });
    await run(local, runbook([find(), names('{{ find.Id }}')]));
    expect(local.calls[1]).toMatchObject({ input: { UserName: 'AIDA1' } });
  },
);
