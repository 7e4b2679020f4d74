import { BEGINNINGS } from '../../remediation/confirmation';
import { isRecord, parseJson } from '../../rule/decision/json';
import type { Call } from './call';
import type { Invocation } from './invocation';
import { surelyInactive } from './mistaken-names';
import { LONGEST_LAG } from './replicas';
import type { Tally } from './tally';
import { textOf } from './text-of';
import type { World } from './world';

const DELETED = 'IAM User Password Deleted';
const KEPT = 'IAM User Password Kept';
const HELD = 'IAM User Removals Held';
const INACTIVE = 'IAM User Inactive';

interface Told {
  readonly type: string;
  readonly invocation: Invocation;
}

/** Compares the events with what was done. */
export class Messages {
  /** The events about each run, and when each run deleted a password. */
  private readonly told = new Map<string, Told[]>();
  private readonly deleted = new Map<string, { readonly userId: string; readonly at: number }>();
  /** The last answer for each user. */
  private readonly answers = new Map<string, string>();
  /** Runs that somebody ended, or whose last step had a fault. */
  private readonly interrupted = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly tally: Tally,
    private readonly broken: string[],
  ) {}

  /** A run has deleted this user's password. */
  noteDeletion(executionId: string, userId: string): void {
    this.deleted.set(executionId, { userId, at: this.world.aws.clock.now() });
  }

  /** A confirmation has answered for a user. */
  noteAnswer(userId: string, answer: string): void {
    this.answers.set(userId, answer);
  }

  /** Somebody has ended this run, or its document was deleted. */
  noteInterruption(executionId: string): void {
    this.interrupted.add(executionId);
  }

  /** After a lost answer a run looks up the name: it fails if the user has another one by then. */
  noteFailedTelling(executionId: string): void {
    const deletion = this.deleted.get(executionId);
    if (deletion && this.world.hasMoved(deletion.userId, deletion.at)) this.noteInterruption(executionId);
  }

  /** A call has a fault; it may be one that sends an event. */
  noteTrouble({ operation, invocation }: Call): void {
    if (!invocation) return;
    if (invocation.kind === 'telling') this.noteInterruption(invocation.executionId);
    if (operation === 'PutEvents') invocation.hasTroubledTelling = true;
  }

  /** EventBridge has accepted this entry. */
  judgeTold(entry: unknown, invocation: Invocation): void {
    const type = textOf(entry, 'DetailType');
    const detail = parseJson(textOf(entry, 'Detail'));
    const executionId = textOf(detail, 'executionId');
    this.tally.count(`event: ${type}`);
    invocation.told.push(type);
    if (!isRecord(detail) || textOf(detail, 'message') === '') this.broken.push(`an event ${type} says nothing`);
    if (type === HELD && invocation.told.filter((other) => other === HELD).length > 1) {
      this.refuse(invocation, 'one evaluation reports a hold twice');
    }
    if (type === INACTIVE && this.isHeld(invocation)) {
      this.broken.push(`${textOf(detail, 'userName')} is reported as inactive although removals are held`);
    }
    if (executionId === '') return;
    this.told.set(executionId, [...(this.told.get(executionId) ?? []), { type, invocation }]);
    if (this.answers.get(textOf(detail, 'userId'))?.startsWith(BEGINNINGS.later) === true) {
      this.broken.push(`a run that does nothing for ${textOf(detail, 'userName')} is reported`);
    }
    if (type === DELETED) this.judgeDeleted(executionId, detail, invocation);
    if (type === KEPT) this.judgeKept(executionId, detail);
  }

  /** All runs have ended: each deletion has been reported once. */
  judgeDay(): void {
    for (const executionId of this.deleted.keys()) {
      const times = (this.told.get(executionId) ?? []).filter(({ type }) => type === DELETED).length;
      if (times === 1) this.tally.count('outcome: deletion reported');
      else if (this.interrupted.has(executionId))
        this.tally.count('exception: a deletion was not reported once, because reporting failed');
      else this.broken.push(`the deletion of the run ${executionId} is reported ${times} times`);
    }
    for (const [executionId, told] of this.told) {
      if (told.length > 1 && !this.interrupted.has(executionId)) {
        this.broken.push(`the run ${executionId} is reported ${told.length} times`);
      }
    }
    this.deleted.clear();
    this.told.clear();
    this.interrupted.clear();
  }

  private isHeld(invocation: Invocation): boolean {
    const { parameters } = invocation;
    return parameters !== undefined && surelyInactive(this.world, invocation).length > parameters.maxRemovals;
  }

  /** Somebody else may have deleted a password that the run found gone; an existing one must not be reported. */
  private judgeDeleted(executionId: string, detail: unknown, { started, laggedNames }: Invocation): void {
    if (this.deleted.has(executionId)) return;
    const name = textOf(detail, 'userName');
    if (this.world.hadNoPassword(textOf(detail, 'userId'), started - LONGEST_LAG)) {
      this.tally.count('exception: reported as deleted, although somebody else did it');
    } else if (laggedNames.size > 0) this.tally.count('exception: reported as deleted, by a read that lagged');
    else this.broken.push(`the password of ${name} is reported as deleted, and still exists`);
  }

  private judgeKept(executionId: string, detail: unknown): void {
    const deleted = this.deleted.get(executionId);
    if (deleted === undefined) return;
    const id = textOf(detail, 'userId');
    // After a lost answer the run looks up the name: it may find a newer password, or another user's.
    const isAnother = this.world.hasChanged(id, deleted.at) || this.world.hasMoved(id, deleted.at - LONGEST_LAG);
    if (isAnother || this.interrupted.has(executionId)) {
      this.tally.count('exception: reported as kept, by the name of another user or for a newer password');
      this.interrupted.add(executionId);
    } else this.broken.push(`the password of ${textOf(detail, 'userName')} is reported as kept, and was deleted`);
  }

  private refuse({ hasTroubledTelling }: Invocation, what: string): void {
    if (!hasTroubledTelling) this.broken.push(what);
  }
}
