import { type Call, executionOf, type Pass, type Soaked } from './call';
import type { Judges } from './judges';
import { listOf, textOf } from './text-of';
import { copyOf } from './world';

type Write = (call: Call) => Promise<object>;

/** The product's changes: carried out, except for what AWS refuses, and checked. */
export class Writes {
  /** By operation. */
  readonly of: Readonly<Record<string, Write>> = {
    PutEvaluations: (call) => this.putEvaluations(call),
    PutEvents: (call) => this.putEvents(call),
    DeleteLoginProfile: (call) => this.deleteLoginProfile(call),
  };

  constructor(
    private readonly soaked: Soaked,
    private readonly judges: Judges,
    private readonly pass: Pass,
  ) {}

  /** Config may refuse a part. */
  private async putEvaluations(call: Call): Promise<object> {
    const { invocation } = call;
    const all = listOf(call.input, 'Evaluations');
    const refused = this.soaked.faults.refusedOf(all, this.soaked.world.aws.clock.now());
    const taken = all.filter((evaluation) => !refused.includes(evaluation));
    if (taken.length > 0) await this.pass({ ...call, input: { ...Object(call.input), Evaluations: taken } });
    if (invocation) {
      const idsOf = (some: readonly unknown[]) => some.map((one) => textOf(one, 'ComplianceResourceId'));
      for (const id of idsOf(refused)) invocation.refused.add(id);
      for (const id of idsOf(taken)) {
        invocation.refused.delete(id);
        invocation.recorded.add(id);
      }
      this.judges.promises.judgeRecorded(taken, invocation);
      this.judges.holds.noteTaken(taken, invocation);
    }
    return { FailedEvaluations: refused };
  }

  /** EventBridge may refuse a part. */
  private async putEvents(call: Call): Promise<object> {
    const { chance, tally, faults } = this.soaked;
    const all = listOf(call.input, 'Entries');
    const taken = all.filter(() => !faults.areOn || !chance.onceIn(30));
    if (taken.length < all.length) {
      tally.count('fault: event refused');
      this.judges.messages.noteTrouble(call);
    }
    const answer = taken.length > 0 ? await this.pass({ ...call, input: { Entries: taken } }) : {};
    for (const entry of taken) if (call.invocation) this.judges.messages.judgeTold(entry, call.invocation);
    const results = listOf(answer, 'Entries');
    const Entries = all.map((entry) =>
      taken.includes(entry) ? results[taken.indexOf(entry)] : { ErrorCode: 'InternalFailure', ErrorMessage: 'not now' },
    );
    return { FailedEntryCount: all.length - taken.length, Entries };
  }

  private async deleteLoginProfile(call: Call): Promise<object> {
    const { world } = this.soaked;
    return await world.alone(async () => {
      const user = world.aws.iam.find(textOf(call.input, 'UserName'));
      const before = user && copyOf(user);
      const executionId = executionOf(call) ?? '';
      const run = this.runOf(executionId);
      const answer = await this.pass(call);
      if (!before) throw new Error('a login profile has been deleted, but there is no user');
      this.judges.deletions.judgeDeletion(before, run);
      this.judges.messages.noteDeletion(executionId, before.userId);
      world.noteDeletion(before);
      return answer;
    });
  }

  /** The user that a run was started for, and when. */
  private runOf(executionId: string): { userId: string; started: number } {
    const run = this.soaked.world.aws.config.remediation.runs.find((known) => known.executionId === executionId);
    if (!run) throw new Error(`Config has started no run ${executionId}`);
    return { userId: run.resourceId, started: run.started ?? run.queued };
  }
}
