import type {
  ConfigRuleEvaluationStatus,
  DescribeConfigRuleEvaluationStatusResponse,
  PutEvaluationsResponse,
  StartConfigRulesEvaluationResponse,
} from '@aws-sdk/client-config-service';
import type { SandboxClock } from '../../core/clock';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import type { ComplianceResult, ComplianceStore } from './compliance-store';
import type { EvaluationRun, Evaluations } from './evaluations';
import { pagingOf } from './pages';
import { ANY_RESOURCE, invalidParameter, RULE_NAME, userIdIn } from './resource';
import type { Rule, Rules } from './rules';

/** AWS: "StartConfigRulesEvaluation", Config API Reference. */
export function startConfigRulesEvaluation(rules: Rules, evaluations: Evaluations): Operation {
  return (input) => {
    const names = input.only('ConfigRuleNames').texts('ConfigRuleNames', { min: 1, max: 25 }, RULE_NAME);
    return {
      authorize: () => names.map((name) => rules.authorized(name)),
      handle: (): StartConfigRulesEvaluationResponse => {
        evaluations.startOnDemand(rules.named(names));
        return {};
      },
    };
  };
}

/** AWS: "DescribeConfigRuleEvaluationStatus", Config API Reference. */
export function describeConfigRuleEvaluationStatus(rules: Rules, evaluations: Evaluations): Operation {
  return (input) => {
    input.only('ConfigRuleNames', 'NextToken', 'Limit');
    const names = input.texts('ConfigRuleNames', { max: 25 }, RULE_NAME);
    const page = pagingOf(input, `DescribeConfigRuleEvaluationStatus ${names.join()}`, { max: 50 });
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): DescribeConfigRuleEvaluationStatusResponse => {
        const { items, nextToken } = page(rules.named(names), ({ name }) => name);
        const statuses = items.map((rule) => statusOf(rule, evaluations.runsOf(rule.name)));
        return { ConfigRulesEvaluationStatus: statuses, NextToken: nextToken };
      },
    };
  };
}

function statusOf(rule: Rule, runs: readonly EvaluationRun[]): ConfigRuleEvaluationStatus {
  const ended = runs.filter((run) => run.ended !== undefined);
  const lastError = ended.findLast(({ error }) => error)?.error;
  return {
    ConfigRuleName: rule.name,
    ConfigRuleArn: rule.arn,
    ConfigRuleId: rule.ruleId,
    FirstActivatedTime: new Date(rule.activated),
    LastSuccessfulInvocationTime: dateOf(ended.findLast(({ error }) => error?.kind !== 'invocation')?.started),
    LastFailedInvocationTime: dateOf(ended.findLast(({ error }) => error?.kind === 'invocation')?.started),
    LastSuccessfulEvaluationTime: dateOf(runs.findLast(({ reported }) => reported !== undefined)?.reported),
    LastFailedEvaluationTime: dateOf(ended.findLast(({ error }) => error?.kind === 'function')?.ended),
    LastErrorCode: lastError?.code,
    LastErrorMessage: lastError?.message,
    FirstEvaluationStarted: ended.some(({ error }) => !error),
  };
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

/**
 * Records what a rule's function found. In test mode nothing is recorded and any token will do. AWS: "PutEvaluations",
 * Config API Reference. FailedEvaluations is always empty: AWS does not say what would be in it.
 */
export function putEvaluations(evaluations: Evaluations, store: ComplianceStore, clock: SandboxClock): Operation {
  return (input) => {
    input.only('Evaluations', 'ResultToken', 'TestMode');
    const found = input.structures('Evaluations', { max: 100 }).map(parseEvaluation);
    const token = input.text('ResultToken');
    const testMode = input.optionalBoolean('TestMode') ?? false;
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): PutEvaluationsResponse => {
        if (found.length === 0) {
          throw invalidParameter(
            'The Evaluations object in your request cannot be null. Add the required parameters and try again.',
          );
        }
        const results = found.map(recordable);
        if (testMode) return { FailedEvaluations: [] };
        const run = evaluations.runOf(token);
        run.reported = clock.now();
        for (const result of results) {
          const recorded = { ruleName: run.ruleName, recorded: clock.now(), invoked: run.started };
          if (store.record({ ...result, ...recorded })) run.recorded += 1;
        }
        return { FailedEvaluations: [] };
      },
    };
  };
}

type Evaluation = Omit<ComplianceResult, 'ruleName' | 'recorded' | 'invoked' | 'complianceType'> & {
  readonly complianceType: string;
};

function parseEvaluation(evaluation: Fields): Evaluation {
  evaluation.only(
    'ComplianceResourceType',
    'ComplianceResourceId',
    'ComplianceType',
    'Annotation',
    'OrderingTimestamp',
  );
  const complianceType = evaluation.text('ComplianceType', {
    oneOf: ['INSUFFICIENT_DATA', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'COMPLIANT'],
  });
  const annotation = evaluation.optionalText('Annotation', { min: 1, max: 256 });
  const orderingTimestamp = evaluation.date('OrderingTimestamp').getTime();
  const resourceId = userIdIn(evaluation, 'evaluation');
  return { resourceId, complianceType, orderingTimestamp, annotation };
}

function recordable({ complianceType: type, ...evaluation }: Evaluation) {
  if (type === 'COMPLIANT' || type === 'NON_COMPLIANT' || type === 'NOT_APPLICABLE') {
    return { ...evaluation, complianceType: type } as const;
  }
  throw invalidParameter(
    `The ComplianceType ${type} of the resource ${evaluation.resourceId} cannot be put; use COMPLIANT, NON_COMPLIANT or NOT_APPLICABLE.`,
  );
}
