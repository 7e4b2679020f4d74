import { itemsOf, membersOf } from '../../core/json';
import { NotModelled } from '../../core/aws-error';

/** Sent for each run of a runbook that begins or ends. */
export const EXECUTION_CHANGE = {
  source: 'aws.ssm',
  detailType: 'EC2 Automation Execution Status-change Notification',
} as const;
/** Sent for each alarm whose state changes. */
export const ALARM_CHANGE = { source: 'aws.cloudwatch', detailType: 'CloudWatch Alarm State Change' } as const;

/** Sent for each resource whose compliance with a rule changes. */
export const COMPLIANCE_CHANGE = { source: 'aws.config', detailType: 'Config Rules Compliance Change' } as const;

const KNOWN = [EXECUTION_CHANGE, ALARM_CHANGE, COMPLIANCE_CHANGE];

/**
 * A rule for an event of AWS that nothing sends here would never fire, and nobody would notice.
 * @throws NotModelled for a pattern that names such a source or detail-type
 */
export function refuseUnknownEvents(pattern: unknown): void {
  const sources = textsAt(pattern, 'source').filter((source) => source.startsWith('aws.'));
  if (sources.length === 0) return;
  const unsent = sources.find((source) => !KNOWN.some((known) => known.source === source));
  if (unsent !== undefined) throw new NotModelled(`events of the source ${unsent}`);
  const sent = new Set<string>(
    KNOWN.filter(({ source }) => sources.includes(source)).map(({ detailType }) => detailType),
  );
  const unknown = textsAt(pattern, 'detail-type').find((detailType) => !sent.has(detailType));
  if (unknown !== undefined) throw new NotModelled(`the event "${unknown}" of ${sources.join(', ')}`);
}

function textsAt(pattern: unknown, field: string): string[] {
  const items = itemsOf(membersOf(pattern)?.get(field)) ?? [];
  return items.filter((item) => typeof item === 'string');
}
