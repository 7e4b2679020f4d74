import { getUser, harness, nap, noSuchEntity, run, runbook, statuses } from '../harness';

const parameters = { Word: { type: 'String' } };
const given = { Word: ['Delete-it'] };
const decide = (inputs: object, overrides = {}) => ({ name: 'decide', action: 'aws:branch', inputs, ...overrides });
const steps = (branch: Record<string, unknown>) =>
  runbook([branch, nap('next', { isEnd: true }), nap('chosen', { isEnd: true }), nap('otherwise', { isEnd: true })], {
    parameters,
  });
const word = (operation: object) => ({ Variable: '{{ Word }}', ...operation });

const atEnd = (StartsWith: string) =>
  decide({ Choices: [{ NextStep: 'chosen', ...word({ StartsWith }) }] }, { isEnd: true });

describe('aws:branch', () => {
  it.each<[object, boolean]>([
    [word({ StartsWith: 'Del' }), true],
    [word({ StartsWith: 'del' }), false],
    [word({ StartsWith: 'it' }), false],
    [word({ StartsWith: '{{ Word }}' }), true],
  ])('%j holds: %s', async (condition, holds) => {
    const branch = decide({ Choices: [{ NextStep: 'chosen', ...condition }], Default: 'otherwise' });
    const execution = await run(harness(), steps(branch), given);
    expect(statuses(execution)).toContain(
      holds ? 'chosen:Success otherwise:Pending' : 'chosen:Pending otherwise:Success',
    );
  });

  it('takes the first choice that holds', async () => {
    const choices = ['next', 'chosen'].map((NextStep) => ({ NextStep, Variable: '{{ Word }}', StartsWith: 'D' }));
    const execution = await run(harness(), steps(decide({ Choices: choices })), given);
    expect(statuses(execution)).toBe('decide:Success next:Success chosen:Pending otherwise:Pending');
  });

  it('falls through to the next step without a Default', async () => {
    const branch = decide({ Choices: [{ NextStep: 'chosen', ...word({ StartsWith: 'x' }) }] });
    const execution = await run(harness(), steps(branch), given);
    expect(statuses(execution)).toBe('decide:Success next:Success chosen:Pending otherwise:Pending');
  });

  it('ends without a Default at isEnd, which does not keep a choice from jumping', async () => {
    expect(statuses(await run(harness(), steps(atEnd('x')), given))).toContain('next:Pending chosen:Pending');
    expect(statuses(await run(harness(), steps(atEnd('Delete-it')), given))).toContain('next:Pending chosen:Success');
  });

  it("compares the sentence that SSM puts in place of a failed step's output", async () => {
    const local = harness({ call: noSuchEntity });
    const content = runbook([
      getUser('get', { onFailure: 'Continue', outputs: [{ Name: 'Id', Selector: '$.User.UserId' }] }),
      decide({
        Choices: [{ NextStep: 'chosen', Variable: '{{ get.Id }}', StartsWith: 'No output' }],
        Default: 'otherwise',
      }),
      nap('chosen', { isEnd: true }),
      nap('otherwise'),
    ]);
    expect(statuses(await run(local, content))).toBe('get:Failed decide:Success chosen:Success otherwise:Pending');
  });
});
