import { getUser, harness, nap, noSuchEntity, run, runbook, statuses } from '../harness';

const parameters = { Word: { type: 'String' }, Days: { type: 'Integer' }, Dry: { type: 'Boolean' } };
const given = { Word: ['Delete-it'], Days: ['90'], Dry: ['false'] };
const decide = (inputs: object, overrides = {}) => ({ name: 'decide', action: 'aws:branch', inputs, ...overrides });
const steps = (branch: Record<string, unknown>) =>
  runbook([branch, nap('next', { isEnd: true }), nap('chosen', { isEnd: true }), nap('otherwise', { isEnd: true })], {
    parameters,
  });
const word = (operation: object) => ({ Variable: '{{ Word }}', ...operation });
const days = (operation: object) => ({ Variable: '{{ Days }}', ...operation });

const atEnd = (StringEquals: string) =>
  decide({ Choices: [{ NextStep: 'chosen', ...word({ StringEquals }) }] }, { isEnd: true });

describe('aws:branch', () => {
  it.each<[object, boolean]>([
    [word({ StringEquals: 'Delete-it' }), true],
    [word({ StringEquals: 'delete-it' }), false],
    [word({ EqualsIgnoreCase: 'DELETE-IT' }), true],
    [word({ StartsWith: 'Del' }), true],
    [word({ StartsWith: 'it' }), false],
    [word({ EndsWith: '-it' }), true],
    [word({ EndsWith: 'Del' }), false],
    [word({ Contains: 'ete' }), true],
    [word({ Contains: 'keep' }), false],
    [days({ NumericEquals: 90 }), true],
    [days({ NumericGreater: 90 }), false],
    [days({ NumericGreaterOrEquals: 90 }), true],
    [days({ NumericLesser: 91 }), true],
    [days({ NumericLesserOrEquals: 89 }), false],
    [{ Variable: '{{ Dry }}', BooleanEquals: false }, true],
    [{ Variable: '{{ Dry }}', BooleanEquals: true }, false],
    [{ Not: word({ StringEquals: 'x' }) }, true],
    [{ And: [word({ StartsWith: 'D' }), days({ NumericEquals: 90 })] }, true],
    [{ And: [word({ StartsWith: 'D' }), days({ NumericEquals: 1 })] }, false],
    [{ Or: [word({ StartsWith: 'x' }), { Not: days({ NumericEquals: 1 }) }] }, true],
    [{ Or: [word({ StartsWith: 'x' }), days({ NumericEquals: 1 })] }, false],
    [word({ StringEquals: '{{ Word }}' }), true],
  ])('%j holds: %s', async (condition, holds) => {
    const branch = decide({ Choices: [{ NextStep: 'chosen', ...condition }], Default: 'otherwise' });
    const execution = await run(harness(), steps(branch), given);
    expect(statuses(execution)).toContain(
      holds ? 'chosen:Success otherwise:Pending' : 'chosen:Pending otherwise:Success',
    );
  });

  it('takes the first choice that holds', async () => {
    const choices = ['next', 'chosen'].map((NextStep) => ({ NextStep, Variable: '{{ Word }}', Contains: '-' }));
    const execution = await run(harness(), steps(decide({ Choices: choices })), given);
    expect(statuses(execution)).toBe('decide:Success next:Success chosen:Pending otherwise:Pending');
  });

  it('falls through to the next step without a Default', async () => {
    const branch = decide({ Choices: [{ NextStep: 'chosen', ...word({ StringEquals: 'x' }) }] });
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

  it('fails when a number is asked of an output without a value', async () => {
    const content = runbook([
      getUser('get', { onFailure: 'Continue', outputs: [{ Name: 'Days', Selector: '$.User.Days', Type: 'Integer' }] }),
      decide({ Choices: [{ NextStep: 'end', Variable: '{{ get.Days }}', NumericEquals: 1 }], Default: 'end' }),
      nap('end'),
    ]);
    const execution = await run(harness({ call: noSuchEntity }), content);
    expect(execution).toMatchObject({
      status: 'Failed',
      failureMessage: expect.stringContaining('NumericEquals cannot compare'),
    });
  });
});
