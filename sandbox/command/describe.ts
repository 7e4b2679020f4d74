import type { AsffFinding, ComplianceType, EvaluationRun, IamUser, LocalAws, Stack, StepExecution } from '../index';
import { isoTime } from './iso-time';

export interface Verdict {
  readonly compliance: ComplianceType;
  /** The annotation, without the user's name. */
  readonly reason: string;
}

/** A user at the scheduled evaluation. A verdict is absent if the rule has not reported the user. */
export type EvaluatedUser = ReturnType<typeof describeUser> & {
  readonly verdict?: Verdict;
  /** The verdict at the end of the scenario. */
  readonly verdictAfter?: Verdict;
};

/** @throws Error unless the stack has exactly one Config rule */
export function describeStack({ name, parameters, resources: deployed }: Stack) {
  const resources = Object.entries(deployed).map(([logicalId, { type, physicalId }]) => ({
    logicalId,
    type,
    physicalId,
  }));
  const rules = resources.filter(({ type }) => type === 'AWS::Config::ConfigRule');
  const [rule] = rules;
  if (!rule || rules.length > 1) throw new Error(`the stack must have one Config rule, but has ${rules.length}`);
  return { name, ruleName: rule.physicalId, parameters, resources };
}

export function describeUser(user: IamUser) {
  const { loginProfile, passwordLastUsed } = user;
  return {
    userName: user.userName,
    userId: user.userId,
    arn: user.arn,
    created: isoTime(user.createDate),
    ...(passwordLastUsed !== undefined && { lastSignIn: isoTime(passwordLastUsed) }),
    ...(loginProfile && {
      password: { created: isoTime(loginProfile.createDate), changed: isoTime(loginProfile.passwordLastChanged) },
    }),
    accessKeys: user.accessKeys.map(({ status }) => status),
    mfa: user.mfaActive,
    tags: user.tags,
  };
}

/** The latest verdict on a user, if the rule has reported one. */
export function verdictOf(
  aws: LocalAws,
  ruleName: string,
  { userId, userName }: Pick<IamUser, 'userId' | 'userName'>,
): Verdict | undefined {
  const found = aws.config.compliance.find(ruleName, userId);
  if (!found) return undefined;
  const { complianceType: compliance, annotation = '' } = found;
  const prefix = `${userName}: `;
  return { compliance, reason: annotation.startsWith(prefix) ? annotation.slice(prefix.length) : annotation };
}

export function describeEvaluation({ trigger, started, ended, recorded, error }: EvaluationRun) {
  return {
    trigger,
    started: isoTime(started),
    ...(ended !== undefined && { ended: isoTime(ended) }),
    /** The evaluations that Config recorded and charges for. */
    recorded,
    ...(error && { error: `${error.code}: ${error.message}` }),
  };
}

/** The members of a finding that people read, or that differ between the findings of a rule. */
export function describeFinding(finding: AsffFinding) {
  return {
    title: finding.Title,
    description: finding.Description,
    severity: finding.Severity.Label,
    complianceStatus: finding.Compliance.Status,
    workflowStatus: finding.Workflow.Status,
    recordState: finding.RecordState,
    /** The user's ARN, if Config records IAM users. */
    resource: finding.Resources[0].Id,
    created: isoTime(Date.parse(finding.CreatedAt)),
    updated: isoTime(Date.parse(finding.UpdatedAt)),
  };
}

export function describeStep({ name, action, status, start = 0, end = start, failureMessage }: StepExecution) {
  return {
    name,
    action,
    status,
    /** On the local AWS's clock, where only waits take time. */
    seconds: Math.round((end - start) / 1000),
    ...(failureMessage !== undefined && { failureMessage }),
  };
}
