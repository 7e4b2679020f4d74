import { stripVTControlCharacters } from 'node:util';
import { renderChecks } from '../../../audit/checks/checks';

const LONG = 'The credential report of this account has not been made since '.repeat(3).trim();
const COMMAND =
  'aws configservice delete-remediation-exceptions --region us-east-1 --config-rule-name inactive-iam-users --resource-keys ResourceType=AWS::IAM::User,ResourceId=AIDAEXAMPLE';

function render(color = false): string {
  return renderChecks(
    [
      { ok: true, title: 'The rule is ACTIVE' },
      {
        ok: false,
        title: LONG,
        details: ['dave\u001b[31m (AIDA):\nblocked', COMMAND],
        remedy: `Clear it:\n${COMMAND}`,
      },
    ],
    { color, width: 80 },
  );
}

describe('Checks as text', () => {
  it('begin with ✓ or ✗, and end with the counts', () => {
    const lines = render().split('\n');

    expect(lines[0]).toBe('✓ The rule is ACTIVE');
    expect(lines[1]).toMatch(/^✗ The credential report/);
    expect(lines.slice(-2)).toEqual(['1 of 2 checks failed', '']);
  });

  it('say so if all passed', () => {
    expect(renderChecks([{ ok: true, title: 'Fine' }], { color: false, width: 80 })).toBe(
      '✓ Fine\n\nall 1 checks passed\n',
    );
  });

  it.each([40, 80, 120])('keep to a width of %i, commands of unbreakable words aside', (width) => {
    const text = renderChecks([{ ok: false, title: LONG + 'x'.repeat(200), details: [LONG], remedy: LONG }], {
      color: false,
      width,
    });

    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(width);
  });

  it('say what to do behind an arrow, after the details', () => {
    expect(render()).toMatch(/\n {4}dave.*\n[^]*\n {4}→ Clear it:\n {4}aws configservice/);
  });

  it('break a command so that it can be copied', () => {
    const text = render();
    const start = text.lastIndexOf('aws configservice');
    const pasted = text.slice(start, text.indexOf('\n\n', start)).replaceAll(/ \\\n\s*/g, ' ');

    expect(pasted).toBe(COMMAND);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('let no control character of a message through', () => {
    expect(render()).not.toContain('\u001b');
  });

  it('are the same text with or without colours', () => {
    expect(render(true)).toContain('\u001b[32m✓');
    expect(stripVTControlCharacters(render(true))).toBe(render());
  });
});
