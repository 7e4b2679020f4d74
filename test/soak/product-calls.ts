import type { Caller } from '../../sandbox/endpoint/operation';
import type { ServiceName } from '../../sandbox/endpoint/services';
import type { IamUser } from '../../sandbox/iam/user';
import type { LocalAws } from '../../sandbox/local-aws';
import type { Chance } from './chance';
import { Faults } from './faults';
import type { Invocation, Invocations } from './invocations';
import { happen, happenInTheInstant } from './life';
import { executionOf, type Promises } from './promises';
import { LONGEST_LAG } from './replicas';
import type { Tally } from './tally';
import { listOf, textOf } from './text-of';
import type { World } from './world';

interface Call {
  readonly caller: Caller;
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  readonly invocation: Invocation | undefined;
}

/** Stands between the product and the local AWS: makes trouble while it is to, and has each call judged. */
export class ProductCalls {
  troubled = false;
  private readonly faults: Faults;
  private readonly pass: LocalAws['endpoint']['call'];

  constructor(
    private readonly world: World,
    private readonly invocations: Invocations,
    private readonly promises: Promises,
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {
    const { aws } = world;
    this.faults = new Faults(chance, tally);
    this.pass = aws.endpoint.call.bind(aws.endpoint);
    aws.endpoint.call = async (caller, service, operation, input) => {
      if (caller === aws.operator) return await this.pass(caller, service, operation, input);
      return await this.serve({ caller, service, operation, input, invocation: this.invocations.of(caller) });
    };
  }

  /** From now on nothing goes wrong. */
  calm(): void {
    this.troubled = false;
    this.faults.stop();
  }

  private async serve(call: Call): Promise<object> {
    const { operation, input, invocation } = call;
    this.promises.judgeCall(executionOf(call.caller) === undefined ? 'function' : 'runbook', call.service, operation);
    if (this.troubled) await this.meanwhile(operation, input);
    this.world.look();
    const fault = this.troubled ? this.faults.next(operation, this.world.aws.clock.now()) : undefined;
    const now = () => this.world.aws.clock.now();
    const isRead = /^(Get|List|Generate|Describe)/.test(operation);
    try {
      if (fault && !fault.done) throw fault.error;
      const answer = await this.answer(call);
      if (fault) throw fault.error;
      if (isRead) invocation?.noteRead(operation, input, answer, now());
      return answer;
    } catch (error) {
      if (isRead) invocation?.noteRead(operation, input, error, now());
      throw error;
    }
  }

  /** What people do at this very moment; most often to the user whom the call is about. */
  private async meanwhile(operation: string, input: unknown): Promise<void> {
    const { world, chance } = this;
    const userName = textOf(input, 'UserName');
    if (operation === 'DeleteLoginProfile' && chance.onceIn(6)) await happenInTheInstant(world, chance, userName);
    else if (chance.onceIn(25)) await happen(world, chance, chance.onceIn(2) ? userName : '');
  }

  private async answer(call: Call): Promise<object> {
    switch (call.operation) {
      case 'PutEvaluations':
        return await this.putEvaluations(call);
      case 'DeleteLoginProfile':
        return await this.deleteLoginProfile(call);
      default:
        return (await this.laggingRead(call)) ?? (await this.done(call));
    }
  }

  private async done({ caller, service, operation, input }: Call): Promise<object> {
    return await this.pass(caller, service, operation, input);
  }

  /** Config does not take all of it. */
  private async putEvaluations(call: Call): Promise<object> {
    const all = listOf(call.input, 'Evaluations');
    const isRefused = () => this.troubled && this.chance.onceIn(30);
    const refused = all.filter(isRefused);
    const taken = all.filter((evaluation) => !refused.includes(evaluation));
    if (taken.length > 0) await this.done({ ...call, input: { ...Object(call.input), Evaluations: taken } });
    if (refused.length > 0) this.tally.count('fault: FailedEvaluations');
    if (call.invocation) {
      for (const one of taken) call.invocation.refused.delete(textOf(one, 'ComplianceResourceId'));
      for (const one of refused) call.invocation.refused.add(textOf(one, 'ComplianceResourceId'));
      call.invocation.recorded += taken.length;
      this.promises.judgeRecorded(taken, call.invocation);
    }
    return { FailedEvaluations: refused };
  }

  private async deleteLoginProfile(call: Call): Promise<object> {
    const { aws } = this.world;
    const user = aws.iam.find(textOf(call.input, 'UserName'));
    const before: IamUser | undefined = user && { ...user, arn: user.arn };
    const run = await this.runOf(executionOf(call.caller) ?? '');
    this.world.replicas.keep();
    const answer = await this.done(call);
    if (!before) throw new Error('a login profile has been deleted of nobody');
    this.promises.judgeDeletion(before, run);
    this.world.noteDeletion(before);
    return answer;
  }

  /** Whom a run of the runbook was started for, and when. */
  private async runOf(executionId: string): Promise<{ userId: string; started: number }> {
    const { aws } = this.world;
    const found = await this.pass(aws.operator, 'ssm', 'GetAutomationExecution', {
      AutomationExecutionId: executionId,
    });
    const execution: unknown = Reflect.get(found, 'AutomationExecution');
    const [userId] = listOf(Object(execution)['Parameters'], 'ResourceId');
    const started: unknown = Object(execution)['ExecutionStartTime'];
    if (typeof userId !== 'string' || !(started instanceof Date)) throw new Error(`no run ${executionId}`);
    return { userId, started: started.getTime() };
  }

  private async laggingRead({ caller, operation, input }: Call): Promise<object | undefined> {
    if (!this.troubled || !this.chance.onceIn(4)) return undefined;
    const lag = 1 + this.chance.below(LONGEST_LAG);
    try {
      const answer = await this.world.replicas.read(lag, caller, operation, input);
      if (answer) this.tally.count('fault: read shows what was before a change');
      return answer;
    } catch (error) {
      this.tally.count('fault: NoSuchEntity that is not true yet');
      throw error;
    }
  }
}
