import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { activityText, BLOCKED, noticeText, reasonText } from '../decision/annotation';
import type { Inactive, Nearing } from '../decision/decide';
import { EVENT_SOURCE, EVENT_TYPES } from './event-types';
import { type Hold, holdText } from '../decision/hold';
import type { RuleParameters } from '../decision/parameters';
import type { UserFacts } from '../decision/user-facts';

/** An event for the account's default bus. */
export type Announcement = PutEventsRequestEntry;

/** The user has reached a stage of warnDays. The tags let a rule route the event to the person concerned. */
export function nearing(ruleName: string, user: UserFacts, { lastActivity, notice }: Nearing): Announcement {
  return aboutUser(EVENT_TYPES.nearing, ruleName, user, {
    message: `IAM user ${user.name} ${noticeText(notice)}; last activity: ${activityText(lastActivity)}.`,
    tags: Object.fromEntries((user.tags ?? []).map(({ Key, Value }) => [Key, Value])),
    lastActivity,
    inactiveAfter: notice.inactiveAfter,
    noticeDays: notice.days,
  });
}

/** The user has become inactive, and the removal is not held. */
export function inactive(
  ruleName: string,
  user: UserFacts,
  verdict: Inactive,
  parameters: RuleParameters,
): Announcement {
  return aboutUser(EVENT_TYPES.inactive, ruleName, user, {
    message: `IAM user ${user.name} is ${reasonText(verdict, parameters)}. The runbook confirms this before it deletes the console password; without automatic remediation, press Remediate at the AWS Config rule.`,
    lastActivity: verdict.lastActivity,
  });
}

/**
 * From now on removals are held.
 *
 * @param unread how many users could not be read and count as inactive
 */
export function held(ruleName: string, hold: Hold, unread: number): Announcement {
  return announcement(EVENT_TYPES.held, ruleName, {
    message: `AWS Config rule ${ruleName}: removals are ${holdText(hold)}.${unread > 0 ? ` This counts ${unread} that could not be read.` : ''} Look at its NON_COMPLIANT users. If they are right, update the stack with MaxRemovals of at least ${hold.inactive}, and press Remediate if no run follows; if not, correct MaxIdleDays or exempt users.`,
    ...hold,
  });
}

/** Config or an operator has put a remediation exception for an inactive user, so Config does not start the runbook. */
export function blocked(ruleName: string, user: UserFacts): Announcement {
  return aboutUser(EVENT_TYPES.blocked, ruleName, user, {
    message: `IAM user ${user.name} is inactive, but ${BLOCKED} of the password. Look at the failed runs, then clear it: aws configservice delete-remediation-exceptions --config-rule-name ${ruleName} --resource-keys ResourceType=AWS::IAM::User,ResourceId=${user.id}`,
  });
}

/** @param detail `message` is one or more whole sentences for people */
export function announcement(
  type: string,
  ruleName: string,
  detail: Readonly<Record<string, unknown>> & { readonly message: string },
): Announcement {
  return { Source: EVENT_SOURCE, DetailType: type, Detail: JSON.stringify({ ruleName, ...detail }) };
}

function aboutUser(
  type: string,
  ruleName: string,
  { id, name, arn }: UserFacts,
  detail: Readonly<Record<string, unknown>> & { readonly message: string },
): Announcement {
  return { ...announcement(type, ruleName, { userId: id, userName: name, ...detail }), Resources: [arn] };
}
