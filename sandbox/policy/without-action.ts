import type { PolicyDocument, Statement } from './policy-document';

/** Whether an Allow statement lists the action in so many words; a wildcard does not count. */
export function allowsByName(policy: PolicyDocument, action: string): boolean {
  return policy.statements.some((statement) => lists(statement, action));
}

/**
 * The policy with one allowed action left out, for proofs that a permission is needed. A wildcard is not taken apart.
 * @throws Error where no Allow statement lists the action by name: a proof by it would prove nothing
 */
export function withoutAction(policy: PolicyDocument, action: string): PolicyDocument {
  if (!allowsByName(policy, action)) {
    const allowed = policy.statements.filter(({ effect }) => effect === 'Allow').flatMap(({ actions }) => actions);
    throw new Error(`no statement allows ${action} by name; allowed are: ${allowed.join(', ') || 'none'}`);
  }
  return {
    statements: policy.statements
      .map((statement) =>
        lists(statement, action)
          ? { ...statement, actions: statement.actions.filter((listed) => listed !== action) }
          : statement,
      )
      .filter(({ actions }) => actions.length > 0),
  };
}

function lists({ effect, actions }: Statement, action: string): boolean {
  return effect === 'Allow' && actions.includes(action);
}
