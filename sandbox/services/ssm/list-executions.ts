import { AutomationExecutionFilterKey, AutomationExecutionStatus } from '@aws-sdk/client-ssm';
import type { DescribeAutomationExecutionsResult } from '@aws-sdk/client-ssm';
import { Buffer } from 'node:buffer';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import { automationExecutionMetadata } from './encode';
import type { Execution } from './execution';

const PAGE = 50;

/** DescribeAutomationExecutions: the latest first. @throws AwsError InvalidFilterValue, InvalidNextToken; NotModelled */
export function listExecutions(
  input: Fields,
): (executions: readonly Execution[]) => DescribeAutomationExecutionsResult {
  input.only('Filters', 'MaxResults', 'NextToken');
  const filters = filtersOf(input);
  const limit = input.optionalInteger('MaxResults', { min: 1, max: PAGE }) ?? PAGE;
  const token = input.optionalText('NextToken');
  return (executions) => {
    const listed = executions.toReversed().filter((execution) => filters.every((accepts) => accepts(execution)));
    const start = startOf(token, listed);
    const page = listed.slice(start, start + limit);
    const last = page.at(-1);
    return {
      AutomationExecutionMetadataList: page.map((execution) => automationExecutionMetadata(execution)),
      ...(last && start + limit < listed.length && { NextToken: tokenAfter(last.id) }),
    };
  };
}

function filtersOf(input: Fields): readonly ((execution: Execution) => boolean)[] {
  if (!input.has('Filters')) return [];
  return input.structures('Filters', { min: 1, max: 10 }).map((filter) => {
    const key = filter.only('Key', 'Values').text('Key', { oneOf: Object.values(AutomationExecutionFilterKey) });
    const values = filter.texts('Values', { min: 1, max: 10 }, { min: 1, max: 150 });
    return filterBy(key, values);
  });
}

function filterBy(key: string, values: readonly string[]): (execution: Execution) => boolean {
  if (key === 'DocumentNamePrefix') return ({ documentName }) => values.some((value) => documentName.startsWith(value));
  if (key === 'ExecutionId') return ({ id }) => values.includes(id);
  if (key !== 'ExecutionStatus') throw new NotModelled(`the filter ${key} of DescribeAutomationExecutions`);
  const statuses: readonly string[] = Object.values(AutomationExecutionStatus);
  const unknown = values.find((value) => !statuses.includes(value));
  if (unknown !== undefined) throw new AwsError('InvalidFilterValue', `"${unknown}" is no ExecutionStatus.`);
  return ({ status }) => values.includes(status);
}

/** A page goes on after the execution that ended the one before, whatever has been started since. */
function startOf(token: string | undefined, listed: readonly Execution[]): number {
  if (token === undefined) return 0;
  const index = listed.findIndex(({ id }) => tokenAfter(id) === token);
  if (index < 0) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  return index + 1;
}

function tokenAfter(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64url');
}
