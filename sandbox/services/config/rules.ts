import type { ConfigRule, DescribeConfigRulesResponse } from '@aws-sdk/client-config-service';
import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import type { AuthorizedResource } from '../../policy/caller';
import type { Functions, InvokingService } from '../lambda/functions';
import { pagingOf } from './pages';
import { ANY_RESOURCE, RULE_NAME } from './resource';
import { parseRule, type RuleDefinition } from './rule-definition';

/** What Config needs of Lambda. */
type RuleFunctions = Pick<Functions, 'invokeByService' | 'mayInvokeByService'>;

export interface Rule extends RuleDefinition {
  readonly arn: string;
  readonly ruleId: string;
  /** Milliseconds since the epoch. */
  readonly activated: number;
}

export interface RulesContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Ids;
  readonly lambda: RuleFunctions;
}

/** The account's Config rules. */
export class Rules {
  private readonly byName = new Map<string, Rule>();

  constructor(private readonly context: RulesContext) {}

  /**
   * Adds a rule, or changes the one of that name, which keeps its ARN. AWS: "PutConfigRule", Config API Reference.
   * @throws AwsError InsufficientPermissionsException if Config may not invoke the function
   */
  put(properties: unknown): Rule {
    const definition = parseRule(properties);
    const known = this.byName.get(definition.name);
    const ruleId = known?.ruleId ?? `config-rule-${this.context.ids.uuid().slice(0, 6)}`;
    const activated = known?.activated ?? this.context.clock.now();
    const rule = { ...definition, ruleId, arn: this.arnOf(ruleId), activated };
    if (!this.context.lambda.mayInvokeByService(this.invokerOf(rule), rule.functionArn)) {
      throw new AwsError(
        'InsufficientPermissionsException',
        `The AWS Lambda function ${rule.functionArn} cannot be invoked. Check the specified function ARN, and check the function's permissions.`,
      );
    }
    this.byName.set(rule.name, rule);
    return rule;
  }

  delete(name: string): void {
    this.byName.delete(name);
  }

  /** @throws AwsError NoSuchConfigRuleException */
  get(name: string): Rule {
    const rule = this.byName.get(name);
    if (rule) return rule;
    throw new AwsError(
      'NoSuchConfigRuleException',
      `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name.`,
    );
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The rules with these names; all rules if no name is given. @throws AwsError NoSuchConfigRuleException */
  named(names: readonly string[]): Rule[] {
    return names.length === 0 ? [...this.byName.values()] : [...new Set(names)].map((name) => this.get(name));
  }

  /** The invoker of the rule's function, as the function's resource policy sees it. */
  invokerOf(rule: Pick<Rule, 'arn'>): InvokingService {
    return { principal: 'config.amazonaws.com', sourceAccount: this.context.account.accountId, sourceArn: rule.arn };
  }

  /** What a call that names a rule is authorized on; a rule that does not exist has its name in place of its id. */
  authorized(name: string): AuthorizedResource {
    return { arn: this.arnOf(this.byName.get(name)?.ruleId ?? name) };
  }

  private arnOf(ruleId: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:config:${region}:${accountId}:config-rule/${ruleId}`;
  }
}

/** @param evaluating whether an on-demand evaluation of the rule is under way */
export function describeConfigRules(rules: Rules, evaluating: (rule: Rule) => boolean): Operation {
  return (input) => {
    const names = input.only('ConfigRuleNames', 'NextToken').texts('ConfigRuleNames', { max: 25 }, RULE_NAME);
    const page = pagingOf(input, `DescribeConfigRules ${names.join()}`, { max: 25 });
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): DescribeConfigRulesResponse => {
        const { items, nextToken } = page(rules.named(names), (rule) => rule.name);
        return { ConfigRules: items.map((rule) => describe(rule, evaluating(rule))), NextToken: nextToken };
      },
    };
  };
}

function describe(rule: Rule, evaluating: boolean): ConfigRule {
  return {
    ConfigRuleName: rule.name,
    ConfigRuleArn: rule.arn,
    ConfigRuleId: rule.ruleId,
    Description: rule.description,
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: rule.functionArn,
      SourceDetails: [
        { EventSource: 'aws.config', MessageType: 'ScheduledNotification', MaximumExecutionFrequency: rule.frequency },
      ],
    },
    InputParameters: rule.inputParameters,
    ConfigRuleState: evaluating ? 'EVALUATING' : 'ACTIVE',
    EvaluationModes: [{ Mode: 'DETECTIVE' }],
  };
}
