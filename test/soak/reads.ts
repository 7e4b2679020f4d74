import type { Call, Pass, Soaked } from './call';
import type { Judges } from './judges';
import { oddAnswer, oddReport } from './odd-answers';
import { readParameters } from './oracle';
import { LONGEST_LAG } from './replicas';
import { listOf, textOf } from './text-of';

/** An answer, and whether it lacks what AWS always sends. */
export interface Answer {
  readonly answer: object;
  readonly isOdd: boolean;
}

/** Answers the product's reads, and notes what they say about the rule. */
export class Reads {
  constructor(
    private readonly soaked: Soaked,
    private readonly judges: Judges,
    private readonly pass: Pass,
  ) {}

  async answer(call: Call): Promise<Answer> {
    const { world, chance, tally, faults } = this.soaked;
    const { operation, invocation } = call;
    const before = this.judges.holds.stored();
    const answer = (await this.laggingRead(call)) ?? (await this.pass(call));
    if (operation === 'GenerateCredentialReport' && faults.isReportSlow(world.aws.clock.now())) {
      return { answer: { State: 'INPROGRESS' }, isOdd: false };
    }
    if (operation === 'GetCredentialReport' && faults.areOn && chance.onceIn(4)) {
      tally.count('fault: odd credential report');
      if (invocation) invocation.hasOddReport = true;
      const odd = oddReport(answer, chance);
      return { answer: odd.answer, isOdd: odd.isNone };
    }
    const odd = faults.areOn && chance.onceIn(80) ? oddAnswer(operation, answer, chance) : undefined;
    if (odd) {
      tally.count('fault: answer without its list or its marker');
      return { answer: odd, isOdd: true };
    }
    this.noteRule(call, answer, before);
    return { answer, isOdd: false };
  }

  /** What a confirmation has read about the rule. */
  private noteRule(
    { operation, input, invocation }: Call,
    answer: object,
    before: { stored: number; marked: number },
  ): void {
    if (!invocation) return;
    const [rule] = listOf(answer, 'ConfigRules');
    if (operation === 'DescribeConfigRules') {
      const parameters = readParameters(textOf(rule, 'InputParameters') || '{}');
      invocation.ruleThen = { ...invocation.ruleThen, parameters };
    }
    if (operation === 'GetComplianceDetailsByConfigRule' && textOf(input, 'NextToken') === '') {
      const { stored, marked } = this.judges.holds.stored();
      const then = { stored: Math.min(stored, before.stored), marked: Math.min(marked, before.marked) };
      invocation.ruleThen = { ...invocation.ruleThen, ...then };
    }
  }

  private async laggingRead(call: Call): Promise<object | undefined> {
    const { world, chance, tally, faults } = this.soaked;
    if (!faults.areOn || !chance.onceIn(4)) return undefined;
    const lag = 1 + chance.below(LONGEST_LAG);
    try {
      const answer = await world.replicas.read(lag, call.caller, call.operation, call.input);
      if (answer) {
        tally.count('fault: read shows what was before a change');
        this.noteLag(call);
      }
      return answer;
    } catch (error) {
      tally.count('fault: NoSuchEntity that is not true yet');
      this.noteLag(call);
      throw error;
    }
  }

  private noteLag(call: Call): void {
    call.invocation?.laggedNames.add(textOf(call.input, 'UserName').toLowerCase());
    this.judges.messages.noteTrouble(call);
  }
}
