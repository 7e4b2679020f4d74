import type { Check } from '../../audit/checks/checks';
import { type Context, NAME } from './context';
import { refuseElsewhere } from './elsewhere';
import { PROBE } from './facts/probe-template';
import { deleteMadeUsers } from './made-users';
import { deleteStack, findOwnStack } from './stacks';

/**
 * Deletes what the acceptance run makes, as far as it is there, and nothing else. First the product: a rule without its
 * users would go on to evaluate.
 * @throws Refusal if the run was begun in another region; OperationFailed if a stack cannot be deleted
 */
export async function removeAll(context: Context): Promise<Check[]> {
  if (!(await findOwnStack(context.cloudformation, NAME))) await refuseElsewhere(context);
  const stacks: Check[] = [];
  for (const name of [NAME, PROBE]) {
    const was = await deleteStack(context, name);
    stacks.push({ ok: true, title: was ? `The stack ${name} is deleted` : `There is no stack ${name}` });
  }
  const users = await deleteMadeUsers(context);
  const title = users.length > 0 ? "The run's users are deleted" : 'There is no user of the run';
  return [...stacks, { ok: true, title, details: users.length > 0 ? [users.join(', ')] : [] }];
}
