import { AwsError } from '../../core/aws-error';
import { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { Organization } from '../organizations/organization';
import { aggregatorOperations } from './aggregator-operations';
import { type AggregatedAccount, type Aggregator, Aggregators } from './aggregators';
import { getComplianceDetailsByConfigRule } from './compliance';
import { ComplianceStore } from './compliance-store';
import { listDiscoveredResources } from './discovered-resources';
import {
  describeConfigRuleEvaluationStatus,
  putEvaluations,
  startConfigRulesEvaluation,
} from './evaluation-operations';
import { type EvaluationRun, Evaluations } from './evaluations';
import { Inventory, type InventoryUser } from './inventory';
import { describeConfigurationRecorders } from './recorder';
import { type AutomationStarter, Remediation } from './remediation';
import { remediationExceptionOperations } from './remediation-exception-operations';
import { RemediationExceptions } from './remediation-exceptions';
import { parseRemediation, type RemediationDefinition } from './remediation-definition';
import {
  describeRemediationExecutionStatus,
  putRemediationConfigurations,
  startRemediationExecution,
} from './remediation-operations';
import { describeRemediationConfigurations, Remediations } from './remediations';
import { keyOf } from './resource';
import { describeConfigRules, type Rule, Rules, type RulesContext } from './rules';

/** Undocumented behaviour of AWS Config: a test can choose either reading. */
export interface ConfigBehaviour {
  /** Whether automatic remediation starts again for a resource that is reported NON_COMPLIANT once more. */
  readonly repeatedNonCompliant: 'starts' | 'ignored';
  /** Whether PutRemediationConfigurations starts runs again for resources that automatic remediation has taken up. */
  readonly repeatedPut: 'starts' | 'ignored';
  /** Which version of a document Config runs if the remediation names none: the default one, or that of when it was put. */
  readonly documentVersion: 'default' | 'at put';
  /** Whether the status of an organization's aggregator also lists the accounts. */
  readonly aggregatorSources: 'accounts and organization' | 'organization';
}

interface ConfigContext extends RulesContext {
  readonly automation: AutomationStarter;
  /** The live IAM users. */
  readonly users: () => readonly InventoryUser[];
  /** The organization of the account, if it is in one. */
  readonly organization?: () => Organization<AggregatedAccount> | undefined;
}

/** AWS Config, as far as one periodic rule over IAM users and its remediation need it. */
export class Config {
  readonly operations: Operations;
  readonly inventory: Inventory;
  readonly compliance = new ComplianceStore();
  /** What the remediation did: its runs, and the resources that it passed over. */
  readonly remediation: Remediation;
  /** Why the organization's aggregators cannot read this account, if they cannot. */
  aggregationFailure: AggregatedAccount['aws']['config']['aggregationFailure'];
  private readonly aggregators: Aggregators;
  private readonly rules: Rules;
  private readonly remediations: Remediations;
  private readonly evaluations: Evaluations;
  /** The resources that have been NON_COMPLIANT ever since automatic remediation last took them up. */
  private readonly takenUp = new Set<string>();
  private scheduled = false;

  constructor(
    context: ConfigContext,
    private readonly behaviour: Partial<ConfigBehaviour> = {},
  ) {
    const { clock, account, ids, organization = () => undefined } = context;
    const exceptions = new RemediationExceptions(clock);
    this.rules = new Rules(context);
    const { aggregatorSources = 'accounts and organization' } = behaviour;
    this.aggregators = new Aggregators({ clock, account, ids, organization, aggregatorSources });
    this.inventory = new Inventory(context.users, clock);
    this.remediations = new Remediations(account, ids, this.rules, (documentName) =>
      behaviour.documentVersion === 'at put' ? context.automation.defaultVersion(documentName) : undefined,
    );
    this.remediation = new Remediation(context, exceptions);
    this.evaluations = new Evaluations(context, this.rules, ({ name }) =>
      this.remediate(name, this.behaviour.repeatedNonCompliant),
    );
    this.compliance.changeObservers.push(({ ruleName, resourceId }) =>
      this.takenUp.delete(keyOf(ruleName, resourceId)),
    );
    const { rules, compliance, evaluations, inventory, remediations, remediation } = this;
    this.operations = {
      DescribeConfigRules: describeConfigRules(rules, (rule) => evaluations.evaluating(rule, 'on-demand')),
      DescribeConfigRuleEvaluationStatus: describeConfigRuleEvaluationStatus(rules, evaluations),
      StartConfigRulesEvaluation: startConfigRulesEvaluation(rules, evaluations),
      PutEvaluations: putEvaluations(evaluations, compliance, clock),
      GetComplianceDetailsByConfigRule: getComplianceDetailsByConfigRule(rules, compliance),
      ListDiscoveredResources: listDiscoveredResources(inventory),
      DescribeConfigurationRecorders: describeConfigurationRecorders(inventory, account, ids.uuid().slice(0, 16)),
      PutRemediationConfigurations: putRemediationConfigurations(remediations, (definition) =>
        this.setRemediation(definition),
      ),
      DescribeRemediationConfigurations: describeRemediationConfigurations(remediations),
      DescribeRemediationExecutionStatus: describeRemediationExecutionStatus(remediations, remediation),
      StartRemediationExecution: startRemediationExecution(remediations, remediation, compliance),
      ...remediationExceptionOperations({ rules, compliance, exceptions, clock }),
      ...aggregatorOperations(this.aggregators),
    };
  }

  /** Every evaluation of every rule, in the order in which they began. */
  get runs(): readonly EvaluationRun[] {
    return this.evaluations.runs;
  }

  /** Adds or changes a rule, from the properties of AWS::Config::ConfigRule. @throws AwsError as PutConfigRule does */
  putRule(properties: unknown): Pick<Rule, 'arn' | 'ruleId' | 'name'> {
    const rule = this.rules.put(properties);
    if (this.scheduled) this.evaluations.keepSchedule(rule.name);
    return rule;
  }

  hasRule(name: string): boolean {
    return this.rules.has(name);
  }

  /** @throws AwsError NoSuchConfigRuleException */
  ruleArn(name: string): string {
    return this.rules.get(name).arn;
  }

  /**
   * Sets a rule's remediation, from the properties of AWS::Config::RemediationConfiguration. An automatic one starts at
   * once for every NON_COMPLIANT resource. AWS: "PutRemediationConfigurations", Config API Reference.
   */
  putRemediation(properties: unknown): void {
    this.setRemediation(parseRemediation(Fields.ofTemplate('config', properties, ['remediationConfiguration'])));
  }

  /**
   * AWS: "DeleteConfigRule", Config API Reference. The rule's results go with it, and its runs still in progress cannot
   * report any. @throws AwsError NoSuchConfigRuleException; ResourceInUseException if the rule has a remediation
   */
  deleteRule(name: string): void {
    this.rules.get(name);
    if (this.remediations.find(name)) {
      const message = `The rule ${name} has a remediation action associated with it. Delete the remediation action first.`;
      throw new AwsError('ResourceInUseException', message);
    }
    this.rules.delete(name);
    this.evaluations.forget(name);
    this.compliance.forget(name);
  }

  /**
   * AWS: "DeleteRemediationConfiguration", Config API Reference.
   * @throws AwsError NoSuchRemediationConfigurationException; RemediationInProgressException while one waits or runs
   */
  deleteRemediation(ruleName: string): void {
    this.remediations.get(ruleName);
    if (this.remediation.runs.some((run) => run.ruleName === ruleName && run.ended === undefined)) {
      const message = `A remediation of the rule ${ruleName} is in progress. Delete it when the remediation has ended.`;
      throw new AwsError('RemediationInProgressException', message);
    }
    this.remediations.delete(ruleName);
  }

  /** Adds an aggregator. @throws AwsError as PutConfigurationAggregator does */
  putAggregator(properties: unknown, generatedName: string): Aggregator {
    return this.aggregators.put(properties, generatedName);
  }

  /**
   * The rule's schedule fires now. The run is over when this resolves; its remediations follow on the clock.
   * @throws AwsError NoSuchConfigRuleException
   */
  async evaluate(ruleName: string): Promise<EvaluationRun> {
    return this.evaluations.run(this.rules.get(ruleName));
  }

  /** From now on each rule runs at its frequency; a rule that has never run is due at once. */
  startSchedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    for (const rule of this.rules.named([])) this.evaluations.keepSchedule(rule.name);
  }

  private setRemediation(definition: RemediationDefinition): void {
    this.remediations.put(definition);
    this.remediate(definition.ruleName, this.behaviour.repeatedPut);
  }

  /**
   * AWS does not document whether a repeated result starts another run. Here it does, and so does a repeated
   * PutRemediationConfigurations: that is harder on a runbook.
   * @param repeated for resources that automatic remediation has taken up before
   */
  private remediate(ruleName: string, repeated: 'starts' | 'ignored' = 'starts'): void {
    const remediation = this.remediations.find(ruleName);
    const snapshot = this.compliance
      .nonCompliant(ruleName)
      .map(({ resourceId }) => resourceId)
      .filter((resourceId) => repeated === 'starts' || !this.takenUp.has(keyOf(ruleName, resourceId)));
    if (!remediation?.automatic || snapshot.length === 0) return;
    for (const resourceId of snapshot) this.takenUp.add(keyOf(ruleName, resourceId));
    this.remediation.startAutomatic(remediation, snapshot);
  }
}
