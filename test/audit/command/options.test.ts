import { type AuditOptions, type PreflightOptions, program, type VerifyOptions } from '../../../audit/command/options';
import { failureOf } from '../../../audit/command/failure';

type Called =
  | ['audit', AuditOptions]
  | ['preflight', PreflightOptions]
  | ['verify', VerifyOptions]
  | ['sandbox', readonly string[]];

/** The action that the arguments call, and its options. */
async function parsed(...args: string[]): Promise<Called> {
  let called: Called | undefined;
  const actions = {
    audit: async (options: AuditOptions) => void (called = ['audit', options]),
    preflight: async (options: PreflightOptions) => void (called = ['preflight', options]),
    verify: async (options: VerifyOptions) => void (called = ['verify', options]),
    sandbox: async (rest: readonly string[]) => void (called = ['sandbox', rest]),
  };
  await program('1.2.3', actions).parseAsync(args, { from: 'user' });
  if (!called) throw new Error('no action was called');
  return called;
}

/** The exit status and the line of arguments that are refused. */
async function refusalOf(...args: string[]): Promise<string> {
  const refused = await parsed(...args).then(
    () => undefined,
    (error: unknown) => failureOf(error, false),
  );
  return `${refused?.status} ${refused?.message}`;
}

describe('The options', () => {
  it('of an audit have defaults', async () => {
    const [action, options] = await parsed('audit');

    expect(action).toBe('audit');
    expect(options).toMatchObject({ format: 'table', failOn: 'inactive', ruleName: 'inactive-iam-users' });
    expect(options).toMatchObject({ parameters: { maxIdleDays: 90, exemptUsers: [] } });
  });

  it('are the rule’s parameters, parsed as the rule does', async () => {
    const given = ['--max-idle-days', '30', '--exempt-users', 'bob,ops/*', '--exempt-tag-key', 'keep'];

    for (const command of ['audit', 'preflight']) {
      expect((await parsed(command, ...given))[1]).toMatchObject({
        parameters: { maxIdleDays: 30, exemptUsers: ['bob', 'ops/*'], exemptTagKey: 'keep' },
      });
    }
  });

  it.each([
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T08:00Z', '2026-11-24T08:00:00.000Z'],
    ['2024-02-29T23:59:59.5+05:30', '2024-02-29T18:29:59.500Z'],
  ])('have the time %s', async (given, now) => {
    expect((await parsed('audit', '--now', given))[1]).toMatchObject({ now: new Date(now) });
  });

  it('of the local AWS are its own', async () => {
    expect(await parsed('sandbox', '--serve', '--help')).toEqual(['sandbox', ['--serve', '--help']]);
  });
});

describe('Wrong usage is refused with 2, in one line', () => {
  it.each<[string, string, string]>([
    ['a typo in an option', 'audit --formt json', "error: unknown option '--formt' (Did you mean --format?)"],
    ['a typo in a command', 'adit', "error: unknown command 'adit' (Did you mean audit?)"],
    ['an option of nothing', 'audit --bogus', "error: unknown option '--bogus'"],
    ['a surplus argument', 'audit x', 'error: too many arguments'],
    ['an unknown format', 'audit --format pdf', 'Allowed choices are table, markdown, json, csv, html.'],
    ['a format that checks do not have', 'verify --format html', 'Allowed choices are table, json.'],
    ['an unknown reason to fail', 'audit --fail-on all', 'Allowed choices are inactive, none.'],
    ['a bad time', 'audit --now soon', 'It must be a time such as 2026-11-24T08:00:00Z.'],
    ['a day that its month does not have', 'audit --now 2026-02-30', 'It must be a time such as 2026-11-24T08:00:00Z.'],
    ['the hour 24', 'audit --now 2026-02-28T24:00:00Z', 'It must be a time such as 2026-11-24T08:00:00Z.'],
    [
      'an empty name of a file, which would be this folder',
      'audit --credential-report ',
      'error: --credential-report is empty: give a value, or leave the option out',
    ],
    ['an empty profile', 'verify --profile ', 'error: --profile is empty: give a value, or leave the option out'],
    ['a region that cannot be one', 'verify --region frankfurt', 'It must be a region such as eu-west-1.'],
    [
      'a threshold of zero',
      'audit --max-idle-days 0',
      'error: --max-idle-days must be a whole number from 1 to 3650; got "0"',
    ],
    ['a pattern that could match nothing', 'preflight --exempt-users a,,b', 'error: --exempt-users must be'],
    [
      'the former way to the preflight',
      'audit --preflight',
      'error: audit --preflight is now a command of its own: preflight',
    ],
    [
      'a region for a file',
      'audit --credential-report x --region eu-west-1',
      'error: --region contradicts --credential-report, which reads no account: leave one of them out',
    ],
  ])('%s', async (_what, args, message) => {
    const refusal = await refusalOf(...args.split(' '));

    expect(refusal).toMatch(/^2 error: .*$/);
    expect(refusal).toContain(message);
  });

  it('but a file and an account with a region may go together', async () => {
    expect((await parsed(...'audit --credential-report x --profile y --region eu-west-1'.split(' ')))[0]).toBe('audit');
  });
});
