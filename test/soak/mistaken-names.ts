import type { IamUser } from '../../sandbox/index';
import type { Invocation } from './invocation';
import { LONGEST_LAG } from './replicas';
import type { World } from './world';

/**
 * Whether all of an invocation's reads may have seemed to be of the user who has the name at the end, but were not.
 * Reads go by name: this takes a name that left and came back, or a read that lagged behind a change of name.
 */
export function mayBeMistaken(world: World, id: string, { started, laggedNames }: Invocation): boolean {
  const names = world.namesOf(id, started - LONGEST_LAG);
  const cameBack = new Set(names).size < names.length;
  return cameBack || (names.length > 1 && names.some((name) => laggedNames.has(name)));
}

/** The users that an evaluation must have found inactive: they have been since it began. */
export function surelyInactive(world: World, invocation: Invocation): IamUser[] {
  const { parameters, started } = invocation;
  if (!parameters) return [];
  return world
    .inactiveThroughout({ since: started - LONGEST_LAG, until: world.aws.clock.now(), parameters })
    .filter(({ userId }) => !mayBeMistaken(world, userId, invocation));
}
