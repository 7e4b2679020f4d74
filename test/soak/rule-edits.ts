import type { Soaked } from './call';
import type { ParameterTexts } from './stacked-rule';

/** Values that a person could mean. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  maxIdleDays: ['1', '2', '10', '40', '365'],
  exemptTagKey: ['inactive-iam-users:exempt', 'keep'],
  exemptUsers: ['(nobody)', 'ann,bob', 'B*', 'ops/*', '*'],
  warnDays: ['0', '14', '14,3'],
  maxRemovals: ['0', '1', '2', '3', '12', '5000'],
};

/** What no parser may accept as a value. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  maxIdleDays: ['090', '45.5', '0', ' 90', '3651', 'ninety'],
  exemptTagKey: ['keep,them', 'x'.repeat(129)],
  exemptUsers: ['ann, bob', 'ann,', '/ops/', 'ann;bob'],
  warnDays: ['14;3', '014', '5000'],
  maxRemovals: ['-1', '5001', '1e3', '00'],
};

const NAMES = Object.keys(VALUES);

/** Somebody edits the rule: changes a parameter, loses one or all, mistypes one, stops removals, or updates the stack. */
export async function editRule({ world, rule, chance, tally }: Soaked): Promise<void> {
  const name = chance.pick(NAMES);
  const edit = (what: string, texts: ParameterTexts) => {
    tally.count(`fault: ${what}`);
    rule.save(texts);
  };
  const { [name]: _, ...others } = rule.texts();
  await world.change(() =>
    chance.pick([
      () => edit('a parameter changed', { ...rule.texts(), [name]: chance.pick(VALUES[name] ?? []) }),
      () => edit('a parameter changed', { ...rule.texts(), [name]: chance.pick(VALUES[name] ?? []) }),
      () => edit('a parameter lost', others),
      () => edit('a parameter mistyped', { ...rule.texts(), [name]: chance.pick(MISTAKES[name] ?? []) }),
      () => edit('every parameter lost', {}),
      () => edit('the stop', { ...rule.texts(), maxRemovals: '0' }),
      () => {
        tally.count('fault: parameters restored');
        rule.restore();
      },
      () => {
        tally.count('fault: stack updated');
        rule.update({ maxRemovals: chance.pick(['0', '1', '2', '4', '12']) });
      },
    ])(),
  );
}

/** The stack is updated to a release with another runbook, even during runs. */
export async function replaceRunbook({ world, rule, chance, tally }: Soaked): Promise<void> {
  tally.count('fault: runbook replaced');
  await world.change(() => rule.update({ runbook: chance }));
}
