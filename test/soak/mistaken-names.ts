import type { IamUser } from '../../sandbox/index';
import type { Invocation } from './invocation';
import { LONGEST_LAG } from './replicas';
import type { World } from './world';

/**
 * Whether all of an invocation's reads may have seemed to be of one user who bore the name at the end, and were not. The
 * reads are by name: that takes a name that went and came back, or a read that lagged behind a change of name.
 */
export function mayBeMistaken(world: World, id: string, { started, laggedNames }: Invocation): boolean {
  const names = world.namesOf(id, started - LONGEST_LAG);
  const cameBack = new Set(names).size < names.length;
  return cameBack || (names.length > 1 && names.some((name) => laggedNames.has(name)));
}

/** Those whom an evaluation must have found inactive: they were, from its beginning until now. */
export function surelyInactive(world: World, invocation: Invocation): IamUser[] {
  const { parameters, started } = invocation;
  if (!parameters) return [];
  return world
    .inactiveThroughout({ since: started - LONGEST_LAG, until: world.aws.clock.now(), parameters })
    .filter(({ userId }) => !mayBeMistaken(world, userId, invocation));
}
