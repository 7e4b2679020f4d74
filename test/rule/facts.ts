import { DEFAULT_PARAMETERS } from '../../rule/decision/default-parameters';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { CompleteUserFacts } from '../../rule/decision/user-facts';
import { DAY, MINUTE } from '../support/durations';

export const NOW = new Date('2026-11-24T08:00:00Z');

/** The moment so long before NOW. */
export function ago({ days = 0, minutes = 0 }: { days?: number; minutes?: number }): Date {
  return new Date(NOW.getTime() - days * DAY - minutes * MINUTE);
}

/** All of the facts of an inactive user; override what a test is about. */
export function facts(overrides: Partial<CompleteUserFacts> = {}): CompleteUserFacts {
  const name = overrides.name ?? 'dave';
  const path = overrides.path ?? '/';
  return {
    id: 'AIDADAVE000000000001',
    name,
    path,
    arn: `arn:aws:iam::111122223333:user${path}${name}`,
    created: new Date('2014-09-27T10:53:55Z'),
    passwordLastUsed: new Date('2015-02-15T12:08:33Z'),
    loginProfile: { created: new Date('2014-09-27T10:54:00Z') },
    accessKeys: 'none',
    tags: [],
    ...overrides,
  };
}

export function parameters(overrides: Partial<RuleParameters> = {}): RuleParameters {
  return { ...DEFAULT_PARAMETERS, ...overrides };
}
