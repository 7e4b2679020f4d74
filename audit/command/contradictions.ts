import type { Command } from 'commander';
import { formatOf } from './save';

type Given = (name: string) => boolean;

/** Names as commander has them. Each option contradicts the others of its line. */
const CONTRADICTIONS: Readonly<Record<string, readonly string[]>> = {
  // Config has stored the verdicts: nothing is judged again.
  aggregator: [
    'organization',
    'credentialReport',
    'maxIdleDays',
    'exemptTagKey',
    'exemptUsers',
    'maxRemovals',
    'ownerTag',
    'now',
  ],
  organization: ['credentialReport'],
};

/** Each option has an effect only with one of the others of its line. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  organization: ['roleName'],
  roleName: ['organization'],
  accounts: ['organization', 'aggregator'],
  exclude: ['organization', 'aggregator'],
  externalId: ['roleName'],
  sessionName: ['roleName'],
};

/** Exits through commander if an option that was given contradicts another, or has no effect without another. */
export function refuseContradictions(command: Command): void {
  const given: Given = (name) => !['default', undefined].includes(command.getOptionValueSource(name));
  const flag = (name: string) => command.options.find((option) => option.attributeName() === name)?.long ?? name;
  for (const [name, others] of Object.entries(CONTRADICTIONS).filter(([option]) => given(option))) {
    const other = others.find(given);
    if (other !== undefined) command.error(`error: ${flag(name)} contradicts ${flag(other)}: leave one of them out`);
  }
  for (const [name, others] of Object.entries(NEEDS).filter(([option]) => given(option))) {
    if (!others.some(given)) command.error(`error: ${flag(name)} needs ${others.map(flag).join(' or ')}`);
  }
  const files: unknown[] = [command.getOptionValue('save')].flat();
  const isSaved = files.some((file) => typeof file === 'string' && formatOf(file) === 'csv');
  const isCsv = command.getOptionValue('format') === 'csv' || isSaved;
  if (given('excel') && !isCsv) command.error('error: --excel needs --format csv');
  // Without an account to read, these would be ignored.
  const idle = ['region', 'ruleName'].find(given);
  if (idle !== undefined && given('credentialReport') && !given('profile')) {
    command.error(
      `error: ${flag(idle)} contradicts ${flag('credentialReport')}, which reads no account: leave one of them out`,
    );
  }
}

/** The rule itself says what its parameters may be. */
const OF_THE_RULE = new Set(['maxIdleDays', 'exemptTagKey', 'exemptUsers', 'maxRemovals']);

/** Exits through commander if an option has an empty value: often that of a shell's variable that is not set. */
export function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const values = [command.getOptionValue(option.attributeName())].flat();
    if (values.includes('') && !OF_THE_RULE.has(option.attributeName())) {
      command.error(`error: ${option.long} is empty: give a value, or leave the option out`);
    }
  }
}
