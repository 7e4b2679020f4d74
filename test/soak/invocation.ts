import { AwsError } from '../../sandbox/index';
import type { OracleParameters } from './oracle';
import { listOf, textOf } from './text-of';

/** The reads that a confirmation relies on, besides the credential report. */
export const DECISIVE_READS = [
  'DescribeConfigRules',
  'GetComplianceDetailsByConfigRule',
  'ListAccessKeys',
  'GetLoginProfile',
  'GetUser',
] as const;

/** The rule's parameters, and the results that Config had stored, when a confirmation read them. */
export interface RuleThen {
  readonly parameters: OracleParameters | undefined;
  /** How many results were NON_COMPLIANT, and the highest number of inactive users that a held one among them gives. */
  readonly stored: number;
  readonly marked: number;
}

/** A read, and how its last attempt ended. */
interface Read {
  readonly what: string;
  /** The user it is about, or `missing` in a search for missing users; undefined for a read of the whole account. */
  readonly userId: string | undefined;
  readonly failed: boolean;
}

/** How a read ended. */
interface ReadEnd {
  /** Whether the answer lacks what AWS always sends, and is therefore unusable. */
  readonly isOdd: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One invocation of the product's function. */
export class Invocation {
  readonly kind: 'evaluation' | 'confirmation' | 'telling';
  /** The user's id, of a confirmation. */
  readonly userId: string;
  /** When Config wanted an evaluation: all are ordered by that, and it may have had to wait for its turn. */
  readonly ordered: number;
  /** The run that is reported. */
  readonly executionId: string;
  /** Ids of the users whose evaluation Config refused when it was last put. */
  readonly refused = new Set<string>();
  /** Ids of the users with a recorded result. */
  readonly recorded = new Set<string>();
  /** Names, in lower case, for which a read showed what was before a change. */
  readonly laggedNames = new Set<string>();
  /** Whether a credential report was damaged. */
  hasOddReport = false;
  /** Whether a call that sends an event had a fault. */
  hasTroubledTelling = false;
  /** The types of the accepted events. */
  readonly told: string[] = [];
  ruleThen: Partial<RuleThen> = {};
  /** When the latest credential report was generated. */
  reportMade = -Infinity;
  private readonly answered = new Map<string, number>();
  private readonly listed = new Map<string, string>();
  private readonly reads = new Map<string, Read>();
  /** Whether a list of all users has come to its end: any further list looks for missing users. */
  private hasListed = false;

  constructor(
    event: unknown,
    /** Milliseconds since the epoch. */
    readonly started: number,
    /** The rule's, as Config's event carries them. */
    readonly parameters: OracleParameters | undefined,
  ) {
    this.userId = textOf(event, 'userId');
    this.executionId = textOf(event, 'executionId');
    const occasion: unknown = JSON.parse(textOf(event, 'invokingEvent') || '{}');
    this.ordered = Date.parse(textOf(occasion, 'notificationCreationTime'));
    const task = textOf(event, 'task');
    this.kind = task === '' ? 'evaluation' : task === 'tell' ? 'telling' : 'confirmation';
  }

  /**
   * @param outcome the answer, or the error
   */
  noteRead(operation: string, input: unknown, outcome: unknown, { isOdd, now }: ReadEnd): void {
    if (!/^(Get|List|Generate|Describe)/.test(operation)) return;
    // That a user does not exist is an answer.
    const isGone = outcome instanceof AwsError && outcome.code === 'NoSuchEntity';
    const failed = isOdd || (outcome instanceof Error && !isGone);
    if (!failed) this.answered.set(operation, now);
    if (operation === 'ListUsers' && !failed) {
      for (const user of listOf(outcome, 'Users')) this.listed.set(textOf(user, 'UserName'), textOf(user, 'UserId'));
    }
    if (operation === 'GetCredentialReport' && !failed) {
      const made: unknown = Object(outcome)['GeneratedTime'];
      this.reportMade = made instanceof Date ? made.getTime() : now;
    }
    const isAgain = operation === 'ListUsers' && this.hasListed;
    if (operation === 'ListUsers' && !failed && Object(outcome)['IsTruncated'] !== true) this.hasListed = true;
    const id = isAgain ? 'missing' : this.listed.get(textOf(input, 'UserName'));
    const { Marker, NextToken, ...asked } = Object(input);
    const what = `${operation}${isAgain ? ' again' : ''} ${JSON.stringify(asked)}${Marker || NextToken ? ' and more' : ''}`;
    this.reads.set(what, { what, userId: id, failed });
  }

  /** When the oldest read that a confirmation relies on was answered; undefined if there was none. */
  get oldestRead(): number | undefined {
    // If removals are stopped, a confirmation counts no results: any that it has counted are from a round before.
    const isStopped = this.ruleThen.parameters?.maxRemovals === 0;
    const times = DECISIVE_READS.flatMap((operation) =>
      isStopped && operation === 'GetComplianceDetailsByConfigRule' ? [] : (this.answered.get(operation) ?? []),
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Since when a confirmation may have missed a change of the name. */
  get ownerRead(): number {
    return this.answered.get('GetUser') ?? this.started;
  }

  /** The reads that a deletion needs and that never happened. */
  get notRead(): string[] {
    return DECISIVE_READS.filter((operation) => !this.answered.has(operation));
  }

  /** The reads whose last attempt failed. */
  unread(): Read[] {
    return [...this.reads.values()].filter(({ failed }) => failed);
  }
}
