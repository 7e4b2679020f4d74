import type { LocalAwsOptions } from '../../sandbox/index';
import { MINUTE } from '../support/deployed-account';
import type { Chance } from './chance';

/** What AWS leaves open, one way or the other. */
export function readings(chance: Chance): Pick<LocalAwsOptions, 'unconfirmed' | 'iam' | 'config'> {
  return {
    unconfirmed: {
      lambdaPayload: chance.pick(['bare', 'quoted']),
      functionErrorFailsStep: chance.onceIn(2),
      missingSelector: chance.pick(['fail', 'empty']),
      outputOfStepNotRun: chance.pick(['sentence', 'literal', 'fails']),
      criticalFailureWithJump: chance.pick(['Failed', 'Success']),
      documentDeletedDuringRun: chance.pick(['goes on', 'fails']),
    },
    iam: {
      unmodifiableSeconds: chance.pick([0, 0, 10, 600]),
      reportQuoting: chance.pick(['where needed', 'never']),
      reportForm: chance.pick(['2026', '2021']),
    },
    config: { repeatedNonCompliant: chance.pick(['starts', 'ignored']) },
  };
}

/** How long SSM takes to begin the next step, in milliseconds: usually no time, rarely minutes. */
export function stepDelay(chance: Chance): number {
  if (!chance.onceIn(4)) return 0;
  return chance.onceIn(10) ? chance.below(20 * MINUTE) : chance.below(30_000);
}
