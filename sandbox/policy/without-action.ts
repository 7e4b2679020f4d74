import type { PolicyDocument, Statement } from './policy-document';

/** Whether an Allow statement lists the action by name; a wildcard does not count. */
export function allowsByName({ statements }: PolicyDocument, action: string): boolean {
  return statements.some((statement) => lists(statement, action));
}

/** The policy with one allowed action left out, for proofs that a permission is needed. @throws Error if none lists it */
export function withoutAction(policy: PolicyDocument, action: string): PolicyDocument {
  if (!allowsByName(policy, action)) throw new Error(`no statement allows ${action} by name`);
  const statements = policy.statements.map((statement) =>
    lists(statement, action)
      ? { ...statement, actions: statement.actions.filter((listed) => listed !== action) }
      : statement,
  );
  return { statements: statements.filter(({ actions }) => actions.length > 0) };
}

function lists({ effect, actions }: Statement, action: string): boolean {
  return effect === 'Allow' && actions.includes(action);
}
