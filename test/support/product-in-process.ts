import { runbook } from '../../remediation/runbook';
import { isRecord } from '../../rule/decision/json';
import type { Endpoint } from '../../sandbox/index';
import { InProcessEnvironment } from './in-process-environment';
import type { ProductUnderTest } from './product-under-test';

/**
 * The product from its sources, in this process, where a mutant can be switched on: its functions, and its runbook in
 * the place of the template's (to synthesize here would take seconds for each file of tests).
 */
export function productUnderTest(template: unknown, endpoint: () => Endpoint): ProductUnderTest {
  const content = { 'Fn::Sub': runbookFor(template) };
  return {
    template: withEach(template, (key, value) => (key === 'Content' ? content : value)),
    options: {
      startEnvironment: (definition, _variables, clock, caller) =>
        new InProcessEnvironment(definition, clock, endpoint(), caller),
    },
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

/** A copy of a JSON value, each of its values changed. */
function withEach(json: unknown, change: (key: string, value: unknown) => unknown): unknown {
  const changed: unknown = JSON.parse(JSON.stringify(json), change);
  return changed;
}
