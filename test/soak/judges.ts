import { Deletions } from './deletions';
import { Holds } from './holds';
import { Messages } from './messages';
import type { OracleParameters } from './oracle';
import { Promises } from './promises';
import type { Tally } from './tally';
import type { World } from './world';

/** All checks of what the product does. They collect broken promises until the day's end. */
export class Judges {
  readonly deletions: Deletions;
  readonly holds: Holds;
  readonly messages: Messages;
  readonly promises: Promises;
  private readonly broken: string[] = [];

  /** @param kept the users that the stack's role itself protects */
  constructor(world: World, kept: Pick<OracleParameters, 'exemptUsers' | 'exemptTagKey'>, tally: Tally) {
    const { broken } = this;
    this.deletions = new Deletions(world, kept, tally, broken);
    this.holds = new Holds(world, broken);
    this.messages = new Messages(world, tally, broken);
    this.promises = new Promises(world, this.deletions, this.messages, tally, broken);
  }

  /** @throws Error with the promises that were broken */
  judgeDay(): void {
    this.messages.judgeDay();
    if (this.broken.length > 0) throw new Error([...new Set(this.broken)].join('; '));
  }
}
