import type { LocalAws } from '../../sandbox/index';
import { type Call, executionOf, type Pass, type Soaked } from './call';
import type { Invocations } from './invocations';
import type { Judges } from './judges';
import { changeHands, happen, happenInTheInstant } from './life';
import { type Answer, Reads } from './reads';
import { editRule } from './rule-edits';
import { textOf } from './text-of';
import { Writes } from './writes';

/** Sits between the product and the local AWS: it causes faults while they are on, and has each call checked. */
export class ProductCalls {
  private readonly reads: Reads;
  private readonly writes: Writes;

  constructor(
    private readonly soaked: Soaked,
    invocations: Invocations,
    private readonly judges: Judges,
  ) {
    const { endpoint, operator } = soaked.world.aws;
    const serve: LocalAws['endpoint']['call'] = endpoint.call.bind(endpoint);
    const pass: Pass = ({ caller, service, operation, input }) => serve(caller, service, operation, input);
    this.reads = new Reads(soaked, judges, pass);
    this.writes = new Writes(soaked, judges, pass);
    endpoint.call = async (caller, service, operation, input) => {
      const call = { caller, service, operation, input, invocation: invocations.of(caller) };
      return caller === operator ? await pass(call) : await this.serve(call);
    };
  }

  private async serve(call: Call): Promise<object> {
    const { service, operation, input, invocation } = call;
    const { faults, world } = this.soaked;
    const by = executionOf(call) === undefined ? 'function' : 'runbook';
    this.judges.promises.judgeCall(by, service, operation);
    if (faults.areOn) await this.meanwhile(operation, input);
    const fault = faults.next(operation, world.aws.clock.now());
    if (fault) this.judges.messages.noteTrouble(call);
    const note = (outcome: unknown, isOdd: boolean) =>
      invocation?.noteRead(operation, input, outcome, { isOdd, now: world.aws.clock.now() });
    try {
      if (fault && !fault.done) throw fault.error;
      const { answer, isOdd } = await this.answer(call);
      if (fault) throw fault.error;
      note(answer, isOdd);
      return answer;
    } catch (error) {
      note(error, false);
      throw error;
    }
  }

  private async answer(call: Call): Promise<Answer> {
    const write = this.writes.of[call.operation];
    return write ? { answer: await write(call), isOdd: false } : await this.reads.answer(call);
  }

  /** What people do at this very moment; usually to the user that the call is about. */
  private async meanwhile(operation: string, input: unknown): Promise<void> {
    const { world, chance } = this.soaked;
    const userName = textOf(input, 'UserName');
    if (operation === 'DeleteLoginProfile' && chance.onceIn(6)) await happenInTheInstant(world, chance, userName);
    else if (userName !== '' && chance.onceIn(60)) await changeHands(world, chance, userName);
    else if (chance.onceIn(25)) await happen(world, chance, chance.onceIn(2) ? userName : '');
    if (chance.onceIn(200)) await editRule(this.soaked);
  }
}
