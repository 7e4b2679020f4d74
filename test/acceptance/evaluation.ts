import {
  DescribeConfigRuleEvaluationStatusCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import type { Check } from '../../audit/checks/checks';
import { MINUTE } from '../../rule/decision/dates';
import { isNamed, OperationFailed, required } from '../../rule/decision/errors';
import { readStoredEvaluations } from '../../rule/reporting/stored-evaluations';
import { checkOf } from './check-of';
import { type Context, NAME } from './context';
import { MADE_USERS, readIds } from './made-users';
import type { MadeUser } from './users';
import { poll } from './poll';

/** What Config must store about a user. */
export interface Expected {
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  /** Matches the annotation without the user's name. */
  readonly says: RegExp;
}

/** An evaluation that is under way, or a call within the same minute. */
const BUSY = ['ResourceInUseException', 'LimitExceededException'];
const STARTED_WITHIN = { every: MINUTE / 2, within: 15 * MINUTE };
const RECORDED_WITHIN = { every: MINUTE / 4, within: 15 * MINUTE };

/** AWS: "StartConfigRulesEvaluation", AWS Config API Reference: at most once a minute for a rule. */
export async function startEvaluation(
  { config, time }: Pick<Context, 'config' | 'time'>,
  ruleName = NAME,
): Promise<void> {
  const command = new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [ruleName] });
  const started = await poll(time, STARTED_WITHIN, async () => {
    try {
      await config.send(command);
      return true;
    } catch (error) {
      if (!isNamed(error, ...BUSY)) throw error;
      return undefined;
    }
  });
  if (!started) throw new OperationFailed(`Config has not started an evaluation of ${ruleName} within 15 minutes`);
}

/** When Config last recorded what the rule found. */
export async function lastEvaluation({ config }: Pick<Context, 'config'>, ruleName = NAME): Promise<Date | undefined> {
  const { ConfigRulesEvaluationStatus: statuses } = await config.send(
    new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [ruleName] }),
  );
  return required(statuses, 'ConfigRulesEvaluationStatus')[0]?.LastSuccessfulEvaluationTime;
}

/** Evaluates, and waits until Config stores what is expected about each made user, or says what it stores instead. */
export async function checkEvaluation(
  context: Context,
  title: string,
  expected: (user: MadeUser) => Expected,
): Promise<Check> {
  await startEvaluation(context);
  const ids = await readIds(context.iam);
  let deviations: string[] = [];
  await poll(context.time, RECORDED_WITHIN, async () => {
    deviations = await deviationsFrom(context, ids, expected);
    return deviations.length === 0 || undefined;
  });
  return checkOf(title, deviations, `Run npm run verify -- --rule-name ${NAME}: it says whether evaluations fail.`);
}

async function deviationsFrom(
  { config }: Pick<Context, 'config'>,
  ids: ReadonlyMap<string, string>,
  expected: (user: MadeUser) => Expected,
): Promise<string[]> {
  const stored = await readStoredEvaluations(config, NAME);
  return MADE_USERS.flatMap((user) => {
    const { name } = user;
    const { compliance, says } = expected(user);
    const found = stored.get(ids.get(name) ?? '');
    if (found?.compliance === compliance && says.test(found.annotation.slice(`${name}: `.length))) return [];
    const shown = found ? `${found.compliance}, ${found.annotation}` : 'nothing';
    return [`${name}: Config stores ${shown}; expected: ${compliance}, ${says.source}`];
  });
}
