import { resolveParameters } from '../../index';
import { parseCommandLine } from '../../command/options';
import { UsageError } from '../../command/errors';
import { objectOf, SYNTHESIZED } from '../../../test/infra/fixtures/templates';

const DEFAULTS = { remediation: true };

describe('the command line', () => {
  it.each([
    ['nothing', [], {}],
    ['a file', ['--credential-report', 'r.csv'], { credentialReport: 'r.csv' }],
    ['standard input', ['--credential-report', '-'], { credentialReport: '-' }],
    ['a limit', ['--max-idle-days', '45'], { maxIdleDays: 45 }],
    ['a limit after an equals sign', ['--max-idle-days=3650'], { maxIdleDays: 3650 }],
    ['a cap', ['--max-removals', '5000'], { maxRemovals: 5000 }],
    ['a stop', ['--max-removals', '0'], { maxRemovals: 0 }],
    ['a time', ['--now', '2026-11-24T08:00:00Z'], { now: Date.UTC(2026, 10, 24, 8) }],
    ['a time in another zone', ['--now', '2026-11-24T08:00+05:30'], { now: Date.UTC(2026, 10, 24, 2, 30) }],
    ['a date, which is midnight UTC', ['--now', '2024-02-29'], { now: Date.UTC(2024, 1, 29) }],
    ['no remediation', ['--no-remediation'], { remediation: false }],
    ['JSON', ['--json'], { json: true }],
    ['everything', ['--verbose'], { verbose: true }],
    ['serving on any port', ['--serve'], { serve: true }],
    ['serving on a port', ['--serve', '4566'], { serve: 4566 }],
    ['serving on any port, and another option', ['--serve', '--no-remediation'], { serve: true, remediation: false }],
  ])('takes %s', (_, args, expected) => {
    expect(parseCommandLine(args)).toEqual({ options: { ...DEFAULTS, ...expected } });
  });

  it.each([
    ['an unknown option', ['--foo'], /^unknown option '--foo'; the options are --credential-report, .*--help$/],
    [
      'a typo, with a suggestion',
      ['--max-idel-days', '45'],
      /^unknown option '--max-idel-days' \(Did you mean --max-idle-days\?\); the options are /,
    ],
    ['an option cut short', ['--cred', 'x'], /unknown option '--cred'/],
    ['an argument', ['report.csv'], /unexpected argument 'report.csv'; the options are /],
    ['a value that is absent', ['--now'], /option '--now' argument missing; see --help/],
    ['a time without a zone', ['--now', '2026-11-24T08:00:00'], /'--now' argument '2026-11-24T08:00:00'.*ISO 8601/],
    ['a time that is not ISO 8601', ['--now', 'yesterday'], /'yesterday'.*ISO 8601/],
    ['a day that its month does not have', ['--now', '2026-02-30'], /'2026-02-30'.*ISO 8601/],
    ['an hour that no day has', ['--now', '2026-11-24T24:00:00Z'], /ISO 8601/],
    ['a time before 1970', ['--now', '1969-12-31T23:59:59Z'], /from 1970 on/],
    ['a limit of 0', ['--max-idle-days', '0'], /'--max-idle-days' argument '0'.*from 1 to 3650/],
    ['a limit too high', ['--max-idle-days', '3651'], /from 1 to 3650/],
    ['a limit with a fraction', ['--max-idle-days', '90.5'], /from 1 to 3650/],
    ['a limit in another notation', ['--max-idle-days', '1e3'], /from 1 to 3650/],
    ['a negative limit', ['--max-idle-days', '-1'], /from 1 to 3650/],
    ['a cap above the quota of IAM', ['--max-removals', '5001'], /'--max-removals' argument '5001'.*from 0 to 5000/],
    ['a negative cap', ['--max-removals', '-1'], /from 0 to 5000/],
    ['an empty file name', ['--credential-report', ''], /must name a file/],
    ['a port of 0', ['--serve', '0'], /from 1 to 65535/],
    ['a port too high', ['--serve', '65536'], /from 1 to 65535/],
    ['two outputs', ['--json', '--verbose'], /'--verbose' cannot be used with option '--json'/],
    ['an output beside the export lines', ['--verbose', '--serve'], /'--verbose' cannot be used with option '--serve'/],
    ['JSON beside the export lines', ['--serve', '--json'], /'--serve' cannot be used with option '--json'/],
  ])('refuses %s', (_, args, message) => {
    const parse = () => parseCommandLine(args);

    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
    expect(parse).not.toThrow(/\n/);
  });

  it('says on one line which of several values is wrong', () => {
    expect(() => parseCommandLine(['--now', 'a\nb'])).toThrow(/argument 'a b' is invalid/);
  });

  it('has a help that names each option and fits into 80 columns', () => {
    const commandLine = parseCommandLine(['--help']);

    expect(commandLine).toEqual({ help: expect.stringContaining('--serve [port]') });
    expect('help' in commandLine ? commandLine.help.split('\n').filter((line) => line.length > 80) : []).toEqual([]);
  });

  it.each([
    ['--max-idle-days', 'MaxIdleDays', ['0', '1', '3650', '3651']],
    ['--max-removals', 'MaxRemovals', ['0', '1', '5000', '5001']],
  ])('accepts for %s what the template accepts for %s', (option, parameter, values) => {
    const { Parameters } = objectOf(SYNTHESIZED);
    const isTaken = (take: () => unknown) => {
      try {
        take();
        return true;
      } catch {
        return false;
      }
    };

    expect(values.map((value) => isTaken(() => parseCommandLine([option, value])))).toEqual(
      values.map((value) => isTaken(() => resolveParameters(Parameters, { [parameter]: value }))),
    );
  });

  it('names the defaults that the template has', () => {
    const commandLine = parseCommandLine(['--help']);
    const help = 'help' in commandLine ? commandLine.help.replaceAll(/\s+/g, ' ') : '';
    const { MaxIdleDays, MaxRemovals } = objectOf(objectOf(SYNTHESIZED)['Parameters']);

    expect([...help.matchAll(/default: (\d+)/g)].map(([, value]) => value)).toEqual([
      objectOf(MaxIdleDays)['Default'],
      objectOf(MaxRemovals)['Default'],
    ]);
  });
});
