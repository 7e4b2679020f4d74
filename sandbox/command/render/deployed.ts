import type { DeployedStack, ScenarioResult } from '../result';
import type { Paint } from './paint';
import { table } from './table';
import { count, heading, paragraph } from './text';

/** The stack's resources and the parameters that hold. */
export function deployed({ stack }: ScenarioResult, paint: Paint): string {
  const { name, resources, parameters } = stack;
  const values = Object.entries(parameters).map(
    ([parameter, value]) => `${parameter}=${value === '' ? '(none)' : value}`,
  );
  return [
    heading(`Deployed: the stack ${name}, ${count(resources.length, 'resource')}`, paint),
    '',
    table(
      [
        { title: 'Type', width: 38 },
        { title: 'Name', width: 40 },
      ],
      resources.map((resource) => [resource.type, nameOf(resource, name)]),
      paint,
    ),
    '',
    paragraph(`Parameters: ${values.join(', ')}`, '  ', ''),
  ].join('\n');
}

/** The name that the template gives; else its logical id without the hash, as a made-up name says nothing here. */
function nameOf({ physicalId, logicalId }: DeployedStack['resources'][number], stackName: string): string {
  return physicalId.startsWith(`${stackName}-`) ? logicalId.replace(/[0-9A-F]{8}$/, '') : physicalId;
}
