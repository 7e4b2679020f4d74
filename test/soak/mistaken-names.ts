import type { Invocation } from './invocation';
import { LONGEST_LAG } from './replicas';
import type { World } from './world';

/**
 * Whether all of an invocation's reads may have seemed to be of one user who bore the name at the end, and were not. The
 * reads are by name: that takes a name that went and came back, or a read that lagged behind a change of name.
 */
export function mayBeMistaken(world: World, id: string, { started, hasLaggedRead }: Invocation): boolean {
  const moves = world.moves(id, started - LONGEST_LAG);
  return moves > 1 || (moves === 1 && hasLaggedRead);
}
