import { parse } from 'yaml';
import { isRecord } from '../../rule/decision/json';

/**
 * What a GitHub workflow runs, one line for each step that has a name or a command, e.g.
 * `test (node 20, 22, 24): npm ci && npm test`.
 */
export function workflowSteps(workflow: string): string[] {
  const parsed: unknown = parse(workflow);
  return entriesOf(memberOf(parsed, 'jobs')).flatMap(([name, job]) => {
    const matrix = entriesOf(memberOf(memberOf(job, 'strategy'), 'matrix'));
    const variants = matrix.map(([key, values]) => ` (${key} ${String(values).replaceAll(',', ', ')})`).join('');
    const steps = memberOf(job, 'steps');
    return (Array.isArray(steps) ? steps : [])
      .map((step) => memberOf(step, 'name') ?? memberOf(step, 'run'))
      .filter((shown) => typeof shown === 'string')
      .map((shown) => `${name}${variants}: ${shown}`);
  });
}

function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
