import { decodeConfirmation } from '../../remediation/confirmation';
import type { IamUser } from '../../sandbox/index';
import { HOUR, MINUTE } from '../support/deployed-account';
import type { Invocation, RuleThen } from './invocation';
import { isListed, type OracleParameters } from './oracle';
import { LONGEST_LAG } from './replicas';
import type { Tally } from './tally';
import type { World } from './world';

/** The highest age, in milliseconds, of a read that a confirmation relies on. */
const OLDEST_READ = 10_000;
/** A credential report shows the account as it was when its generation began, some seconds before its date. */
const REPORT_MAKING = 5_000;
/** The highest age of the report that a confirmation relies on. */
const OLDEST_REPORT = 30 * MINUTE;

/** A confirmation that the user is inactive. */
interface Confirmation {
  readonly given: number;
  readonly oldestRead: number;
  readonly ownerRead: number;
  readonly reportMade: number;
  readonly ruleThen: Partial<RuleThen>;
}

/** The user that a run was started for, and when. */
export interface DeletingRun {
  readonly userId: string;
  readonly started: number;
}

/** Checks each confirmation, and each deletion by the confirmation before it. */
export class Deletions {
  private readonly confirmed = new Map<string, Confirmation | undefined>();

  constructor(
    private readonly world: World,
    /** The stack's exemption list and tag, which IAM itself enforces. */
    private readonly kept: Pick<OracleParameters, 'exemptUsers' | 'exemptTagKey'>,
    private readonly tally: Tally,
    private readonly broken: string[],
  ) {}

  /** A confirmation has answered. */
  judgeAnswer(invocation: Invocation, answer: string): void {
    const { userId, oldestRead, ownerRead, ruleThen, reportMade, notRead } = invocation;
    const given = this.world.aws.clock.now();
    const age = given - (oldestRead ?? given);
    this.tally.most('age of the oldest read at an answer, ms', age);
    if (age > OLDEST_READ) this.broken.push(`the answer "${answer}" for ${userId} rests on a read of ${age} ms ago`);
    if ('parameters' in ruleThen && !ruleThen.parameters) {
      this.broken.push(`the answer "${answer}" for ${userId} rests on parameters that are lost or malformed`);
    }
    const kind = decodeConfirmation(answer)?.kind ?? 'no answer';
    const isInactive = kind === 'inactive';
    this.refuseFalse(invocation, answer, given - age);
    this.tally.count(`outcome: answer ${kind}`);
    this.confirmed.set(
      userId,
      isInactive ? { given, oldestRead: given - age, ownerRead, ruleThen, reportMade } : undefined,
    );
    if (isInactive && notRead.length > 0) this.broken.push(`${userId} is confirmed without ${notRead.join(', ')}`);
    if (isInactive && given - reportMade > OLDEST_REPORT) {
      this.broken.push(`${userId} is confirmed by a credential report of ${(given - reportMade) / HOUR} h ago`);
    }
  }

  /** The login profile of this user has just been deleted. `user` is the state before. */
  judgeDeletion(user: IamUser, run: DeletingRun): void {
    this.tally.count('deletions');
    const confirmation = this.confirmed.get(run.userId);
    if (!confirmation || confirmation.given < run.started) {
      this.broken.push(`the password of ${user.userName} is deleted without a confirmation`);
      return;
    }
    const now = this.world.aws.clock.now();
    this.tally.most(
      'age of the oldest read at a deletion, ms, with the delays between steps',
      now - confirmation.oldestRead,
    );
    this.refuseHeld(user, confirmation);
    if (isListed(user, this.kept.exemptUsers, '') || hasTag(user, this.kept.exemptTagKey)) {
      this.broken.push(`the password of ${user.userName} is deleted, which IAM itself should deny`);
    }
    if (user.userId === run.userId) this.judgeUser(user, confirmation);
    else if (this.world.bore(run.userId, user.userName, confirmation.ownerRead - LONGEST_LAG)) {
      this.tally.count('exception: the name changed hands in that instant');
    } else {
      this.broken.push(`the run for ${run.userId} deletes the password of ${user.userName}, who is ${user.userId}`);
    }
  }

  /** A user who is reported as compliant was compliant at some moment. */
  private refuseFalse(invocation: Invocation, answer: string, since: number): void {
    const { userId, ruleThen } = invocation;
    if (!ruleThen.parameters || decodeConfirmation(answer)?.kind !== 'keep') return;
    const window = { since: since - LONGEST_LAG, until: this.world.aws.clock.now(), parameters: ruleThen.parameters };
    if (this.world.wasKept(userId, window)) return;
    // The inventory's name may be an old one, which the user gets back in the middle of the reads.
    if (this.world.namesOf(userId, invocation.started - LONGEST_LAG).length > 1) {
      this.tally.count('exception: an answer by a name that changed hands meanwhile');
    } else this.broken.push(`${userId} is inactive, and the answer is ${answer}`);
  }

  private refuseHeld({ userName }: IamUser, { ruleThen: { parameters, stored = 0, marked = 0 } }: Confirmation): void {
    const most = parameters?.maxRemovals ?? 0;
    if (most === 0) this.broken.push(`the password of ${userName} is deleted although maxRemovals was 0`);
    else if (stored > most || marked > most) {
      this.broken.push(
        `the password of ${userName} is deleted although ${Math.max(stored, marked)} users were inactive and maxRemovals ${most}`,
      );
    }
  }

  private judgeUser({ userId, userName }: IamUser, confirmation: Confirmation): void {
    const { world, tally } = this;
    const { oldestRead, given, reportMade } = confirmation;
    const { parameters } = confirmation.ruleThen;
    if (!parameters) return;
    const now = world.aws.clock.now();
    const grounds = world.keptThroughout(userId, { since: oldestRead - LONGEST_LAG, until: given, parameters });
    const isHidden = grounds.every((ground) => ground === 'recent reset');
    if (grounds.length === 0) {
      const isKept = world.wasKept(userId, { since: now, until: now, parameters });
      if (isKept) tally.count('exception: changed in the instant before the deletion');
    } else if (isHidden && world.hasChanged(userId, Math.max(reportMade, given - OLDEST_REPORT) - REPORT_MAKING)) {
      tally.count('exception: reset within the 30 minutes before');
    } else {
      this.broken.push(`the password of ${userName} (${userId}) is deleted; grounds to keep it: ${grounds.join(', ')}`);
    }
  }
}

function hasTag({ tags }: IamUser, key: string): boolean {
  return tags.some(({ Key }) => Key.toLowerCase() === key.toLowerCase());
}
