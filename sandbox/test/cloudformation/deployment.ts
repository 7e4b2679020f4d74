import { Ids, SAMPLE_ACCOUNT } from '../../core/account';
import { deploy, type DeployOptions } from '../../cloudformation/deploy';
import type { ResourceProvider } from '../../cloudformation/provider';
import type { Stack } from '../../cloudformation/deploy';

/** A provider that records what it gets: Ref is `LOGICALID-ref`, the attribute Arn is `LOGICALID-arn`. */
export class Recorder implements ResourceProvider {
  /** Properties by logical id, in order of creation. */
  readonly created = new Map<string, Readonly<Record<string, unknown>>>();

  readonly create: ResourceProvider['create'] = (properties, { logicalId }) => {
    this.created.set(logicalId, properties.values());
    return { ref: `${logicalId}-ref`, attributes: { Arn: `${logicalId}-arn` } };
  };
}

export interface Deployment {
  readonly stack: Stack;
  readonly created: Recorder['created'];
}

/** Deploys a template whose resources are all of the type Test::Thing. */
export async function deployThings(template: unknown, overrides: Partial<DeployOptions> = {}): Promise<Deployment> {
  const recorder = new Recorder();
  const stack = await deploy(template, {
    parameters: {},
    stackName: 'Sample',
    account: SAMPLE_ACCOUNT,
    ids: new Ids(),
    providers: { 'Test::Thing': recorder },
    ...overrides,
  });
  return { stack, created: recorder.created };
}

/** A resource of the type Test::Thing. */
export function thing(properties: object = {}, attributes: object = {}): object {
  return { Type: 'Test::Thing', Properties: properties, ...attributes };
}

/** What a property of a lone resource becomes. */
export async function resolved(value: unknown, sections: object = {}, overrides: Partial<DeployOptions> = {}) {
  const { created } = await deployThings(
    { Resources: { Other: thing(), Thing: thing({ Value: value }) }, ...sections },
    overrides,
  );
  return created.get('Thing')?.['Value'];
}
