import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { EXECUTION_CHANGE } from '../events/known-events';
import type { Execution } from './execution';

/**
 * The event that Automation sends when a run begins or ends. AWS documents the event of a run that has ended; the other
 * one is the same without an end. AWS: "Amazon EventBridge event examples for Systems Manager".
 */
export function statusChange(execution: Execution, { partition, region, accountId }: Account): EventEntry {
  const arn = (resource: string) => `arn:${partition}:ssm:${region}:${accountId}:${resource}`;
  const { id, documentName, documentVersion, status, start, end, startedBy } = execution;
  return {
    ...EXECUTION_CHANGE,
    resources: [arn(`automation-execution/${id}`), arn(`automation-definition/${documentName}:${documentVersion}`)],
    detail: {
      ExecutionId: id,
      Definition: documentName,
      DefinitionVersion: Number(documentVersion),
      Status: status,
      StartTime: inWords(start),
      ...(end !== undefined && { EndTime: inWords(end), Time: end - start }),
      ExecutedBy: startedBy,
    },
  };
}

const WORDS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  hour12: true,
});

/** e.g. `Nov 29, 2016 7:43:23 PM`, as SSM writes the times of these events. */
function inWords(time: number): string {
  const parts = new Map(WORDS.formatToParts(time).map(({ type, value }) => [type, value]));
  const at = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${at('month')} ${at('day')}, ${at('year')} ${at('hour')}:${at('minute')}:${at('second')} ${at('dayPeriod')}`;
}
