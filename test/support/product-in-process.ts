import { runbook } from '../../remediation/runbook';
import { isRecord } from '../../rule/decision/json';
import type { Endpoint, StartEnvironment } from '../../sandbox/index';
import { InProcessEnvironment } from './in-process-environment';

/**
 * The product from its sources, in this process, where a mutant can be switched on: its function, and its runbook in
 * place of the template's. To synthesize it here would take seconds for each test file.
 */
export function productInProcess(
  template: unknown,
  endpoint: () => Endpoint,
): { template: unknown; startEnvironment: StartEnvironment } {
  const content = { 'Fn::Sub': runbookFor(template) };
  return {
    template: withEach(template, (key, value) => (key === 'Content' ? content : value)),
    startEnvironment: (definition, _variables, clock, caller) =>
      new InProcessEnvironment(definition, clock, endpoint(), caller),
  };
}

function runbookFor(template: unknown): string {
  return runbook({
    ruleName: '${RuleName}',
    functionArn: `\${${logicalIdOf(template, 'AWS::Lambda::Function')}.Arn}`,
    logGroupName: `\${${logicalIdOf(template, 'AWS::Logs::LogGroup')}}`,
  });
}

function logicalIdOf(template: unknown, type: string): string {
  const resources = isRecord(template) && isRecord(template['Resources']) ? template['Resources'] : {};
  const found = Object.entries(resources).find(([, resource]) => isRecord(resource) && resource['Type'] === type);
  if (!found) throw new Error(`the template has no ${type}`);
  return found[0];
}

/** A copy of a JSON value with each of its values changed. */
function withEach(json: unknown, change: (key: string, value: unknown) => unknown): unknown {
  const changed: unknown = JSON.parse(JSON.stringify(json), change);
  return changed;
}
