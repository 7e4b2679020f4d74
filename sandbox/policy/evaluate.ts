import { conditionHolds, type RequestContext } from './condition';
import type { PolicyDocument, Statement } from './policy-document';
import { matchesArn, matchesWildcards } from './wildcard';

/** A request to identity policies: one action on one resource. */
interface AuthorizationRequest {
  /** e.g. `iam:GetUser`, in any case. */
  readonly action: string;
  /** The ARN, or `*` for an action without resource-level permission. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** A request to a trust policy: one action by one service. */
interface ServiceRequest {
  readonly action: string;
  /** e.g. `ssm.amazonaws.com`. */
  readonly service: string;
  readonly context: RequestContext;
}

/** The answer, and the statement that decided; an implicit deny has none. */
type Decision =
  | { readonly effect: 'Allow'; readonly kind: 'allow'; readonly statement: Statement }
  | { readonly effect: 'Deny'; readonly kind: 'explicitDeny'; readonly statement: Statement }
  | { readonly effect: 'Deny'; readonly kind: 'implicitDeny' };

/** AWS: "Policy evaluation logic", IAM User Guide, for one account's identity policies. @throws NotModelled */
export function evaluate(policies: readonly PolicyDocument[], request: AuthorizationRequest): Decision {
  return decide(policies, request, ({ resources }) =>
    resources.some((pattern) => pattern === '*' || matchesArn(pattern, request.resource)),
  );
}

/** The same logic for policies that name service principals. @throws NotModelled */
export function evaluateForService(policies: readonly PolicyDocument[], request: ServiceRequest): Decision {
  return decide(policies, request, ({ services }) => services.includes(request.service));
}

/** The same logic for a trust policy and the names that a caller has in it. @throws NotModelled */
export function evaluateForPrincipal(
  policies: readonly PolicyDocument[],
  request: Omit<AuthorizationRequest, 'resource'> & { readonly names: readonly string[] },
): Decision {
  return decide(policies, request, ({ principals }) => principals.some((name) => request.names.includes(name)));
}

/** An explicit Deny overrides any Allow. Without an Allow, the answer is an implicit deny. */
function decide(
  policies: readonly PolicyDocument[],
  { action, context }: { readonly action: string; readonly context: RequestContext },
  concerns: (statement: Statement) => boolean,
): Decision {
  const statements = policies
    .flatMap((policy) => policy.statements)
    .filter((statement) => statement.actions.some((pattern) => matchesAction(pattern, action)))
    .filter(concerns)
    .filter((statement) => statement.conditions.every((condition) => conditionHolds(condition, context)));
  const deny = statements.find((statement) => statement.effect === 'Deny');
  if (deny) return { effect: 'Deny', kind: 'explicitDeny', statement: deny };
  const allow = statements.find((statement) => statement.effect === 'Allow');
  if (allow) return { effect: 'Allow', kind: 'allow', statement: allow };
  return { effect: 'Deny', kind: 'implicitDeny' };
}

function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}
