import { isRecord } from '../../rule/decision/json';
import type { DocumentDefinition, LocalAws } from '../../sandbox/index';
import { RULE } from '../support/deployed-account';
import type { Chance } from './chance';
import { type OracleParameters, readParameters } from './oracle';
import { listOf, textOf } from './text-of';

/** Parameters as Config stores them. */
export type ParameterTexts = Readonly<Record<string, string>>;

/** The rule, its remediation and its runbook, as the stack made them and as people have edited them since. */
export class StackedRule {
  /** The rule's parameters now; undefined if they are not usable. */
  parameters: OracleParameters | undefined;
  private current: ParameterTexts;

  private constructor(
    private readonly aws: LocalAws,
    private readonly rule: object,
    private readonly remediation: object,
    private document: DocumentDefinition,
    /** The rule's parameters as the stack sets them. */
    private stacked: ParameterTexts,
  ) {
    this.current = stacked;
    this.parameters = readParameters(JSON.stringify(stacked));
  }

  /** @param deploy makes the stack */
  static async deployed(aws: LocalAws, deploy: () => Promise<unknown>): Promise<StackedRule> {
    const documents: DocumentDefinition[] = [];
    const put = aws.ssm.putDocument.bind(aws.ssm);
    aws.ssm.putDocument = (definition) => {
      documents.push(definition);
      put(definition);
    };
    await deploy();
    const described = async (operation: string, list: string) =>
      recordOf(
        listOf(await aws.endpoint.call(aws.operator, 'config', operation, { ConfigRuleNames: [RULE] }), list)[0],
      );
    const rule = await described('DescribeConfigRules', 'ConfigRules');
    const { Arn: _, ...remediation } = await described(
      'DescribeRemediationConfigurations',
      'RemediationConfigurations',
    );
    const [document] = documents;
    if (!document) throw new Error('the stack has no runbook');
    const { ConfigRuleName, Description, Source } = rule;
    return new StackedRule(
      aws,
      { ConfigRuleName, Description, Source },
      remediation,
      document,
      textsIn(textOf(rule, 'InputParameters')),
    );
  }

  /** The parameters that the rule has now. */
  texts(): ParameterTexts {
    return this.current;
  }

  /** Somebody saves the rule with these parameters, in the console or by put-config-rule. */
  save(texts: ParameterTexts): void {
    this.current = texts;
    this.aws.config.putRule({ ...this.rule, ...(Object.keys(texts).length > 0 && { InputParameters: texts }) });
    this.parameters = readParameters(JSON.stringify(texts));
  }

  /** Somebody undoes an edit: the rule is saved as the stack has it, and nothing else changes. */
  restore(): void {
    this.save(this.stacked);
  }

  /** A stack update with another cap, or with a new release's runbook: CloudFormation puts what has changed. */
  update({
    maxRemovals = this.stacked['maxRemovals'] ?? '',
    runbook,
  }: {
    maxRemovals?: string;
    runbook?: Chance;
  }): void {
    const { ssm, config } = this.aws;
    this.stacked = { ...this.stacked, maxRemovals };
    this.restore();
    const replaced = this.document.name;
    if (runbook) {
      const hash = runbook
        .below(2 ** 32)
        .toString(16)
        .padStart(8, '0');
      this.document = { ...this.document, name: replaced.replace(/[0-9a-f]{8}$/, hash) };
      ssm.putDocument(this.document);
    }
    config.putRemediation({
      ...this.remediation,
      TargetId: this.document.name,
      Parameters: {
        ...recordOf(Reflect.get(this.remediation, 'Parameters')),
        MaxRemovals: { StaticValue: { Values: [maxRemovals] } },
      },
    });
    if (this.document.name !== replaced) ssm.deleteDocument(replaced);
  }
}

function textsIn(json: string): ParameterTexts {
  return Object.fromEntries(Object.entries(recordOf(JSON.parse(json))).map(([name, text]) => [name, String(text)]));
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error(`expected an object, got ${JSON.stringify(value)}`);
  return value;
}
