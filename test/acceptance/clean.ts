import type { Check } from '../../audit/checks/checks';
import { type Context, NAME, USER_PATH } from './context';
import { PROBE } from './facts/probe-template';
import { deleteMadeUsers } from './made-users';
import { deleteStack } from './stacks';

/**
 * Deletes what the acceptance run makes, as far as it is there, and nothing else. First the product: a rule without its
 * users would go on to evaluate. @throws OperationFailed if a stack cannot be deleted
 */
export async function removeAll(context: Context): Promise<Check[]> {
  const stacks: Check[] = [];
  for (const name of [NAME, PROBE]) {
    const was = await deleteStack(context, name);
    stacks.push({ ok: true, title: was ? `The stack ${name} is deleted` : `There is no stack ${name}` });
  }
  const users = await deleteMadeUsers(context);
  const title = users.length > 0 ? `The users below ${USER_PATH} are deleted` : `There is no user below ${USER_PATH}`;
  return [...stacks, { ok: true, title, details: users.length > 0 ? [users.join(', ')] : [] }];
}
