import {
  type ConfigRule,
  type ConfigRuleEvaluationStatus,
  type ConfigServiceClient,
  DescribeConfigRuleEvaluationStatusCommand,
  type MaximumExecutionFrequency,
} from '@aws-sdk/client-config-service';
import type { Time } from '../../rule/account/time';
import type { Check, Target } from '../checks/checks';
import { HOUR, isoTime } from '../../rule/decision/dates';
import { countOf } from '../text/text';
import { evaluateCommand } from './commands';

const HOURS: Readonly<Record<MaximumExecutionFrequency, number>> = {
  One_Hour: 1,
  Three_Hours: 3,
  Six_Hours: 6,
  Twelve_Hours: 12,
  TwentyFour_Hours: 24,
};

interface Options extends Target {
  readonly time: Time;
  /** Whether the rule puts evaluations: without any, Config only knows that it invoked the function. */
  readonly reports: boolean;
}

/**
 * Fails if the last evaluation failed, or none has succeeded within two of the rule's periods.
 * AWS: "ConfigRuleEvaluationStatus", AWS Config API Reference.
 */
export async function checkEvaluation(config: ConfigServiceClient, rule: ConfigRule, options: Options): Promise<Check> {
  const { ConfigRulesEvaluationStatus: [status = {}] = [] } = await config.send(
    new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [options.ruleName] }),
  );
  const succeeded = options.reports ? status.LastSuccessfulEvaluationTime : status.LastSuccessfulInvocationTime;
  const failed = latest(status.LastFailedEvaluationTime, status.LastFailedInvocationTime);
  const evaluateNow = `evaluate now:\n${evaluateCommand(options)}`;
  if (failed && failed.getTime() >= (succeeded?.getTime() ?? 0)) {
    return {
      ok: false,
      title: `The last evaluation failed, on ${isoTime(failed)}`,
      details: [
        errorOf(status),
        succeeded ? `the last success was on ${isoTime(succeeded)}` : 'no evaluation has succeeded yet',
      ],
      remedy: `Find the cause in the function's log, then ${evaluateNow}`,
    };
  }
  const deadline = 2 * hoursBetween(rule);
  if (!succeeded) {
    return { ok: false, title: 'No evaluation has succeeded yet', remedy: `Wait for the first, or ${evaluateNow}` };
  }
  if (options.time.now().getTime() - succeeded.getTime() > deadline * HOUR) {
    return {
      ok: false,
      title: `No evaluation has succeeded since ${isoTime(succeeded)}; one is due every ${countOf(deadline / 2, 'hour')}`,
      remedy: `Check whether Config still invokes the function; to try, ${evaluateNow}`,
    };
  }
  return {
    ok: true,
    title: `The last evaluation succeeded, on ${isoTime(succeeded)}`,
    ...(failed && { details: [`an earlier one failed, on ${isoTime(failed)}: ${errorOf(status)}`] }),
  };
}

function latest(...times: readonly (Date | undefined)[]): Date | undefined {
  return times.filter((time) => time !== undefined).toSorted((a, b) => b.getTime() - a.getTime())[0];
}

function errorOf({ LastErrorCode: code, LastErrorMessage: message }: ConfigRuleEvaluationStatus): string {
  return [code, message].filter((text) => text !== undefined).join(': ') || 'Config gives no error';
}

/** A custom rule's frequency is in its source. AWS: "SourceDetail", AWS Config API Reference: the default is 24 hours. */
function hoursBetween({ Source: source, MaximumExecutionFrequency: own }: ConfigRule): number {
  const given = source?.SourceDetails?.find((detail) => detail.MaximumExecutionFrequency)?.MaximumExecutionFrequency;
  return HOURS[given ?? own ?? 'TwentyFour_Hours'];
}
