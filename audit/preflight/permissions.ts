import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  type User,
} from '@aws-sdk/client-iam';
import { isNamed } from '../../rule/decision/errors';
import type { Check } from '../checks/checks';
import { deniedCheck, permitted } from '../checks/denial';

/** Whom the calls about one user are tried on where no user can be listed: IAM refuses before it looks for the user. */
const NOBODY = 'preflight-asks-for-nobody';

/**
 * Tries each IAM call that the audit makes, once: a check for each.
 *
 * @returns the first page of users too; undefined where these cannot be listed
 */
export async function checkPermissions(
  iam: IAMClient,
): Promise<{ readonly checks: Check[]; readonly users: readonly User[] | undefined }> {
  const listed = await permitted(iam.send(new ListUsersCommand({ MaxItems: 1000 })));
  const users = listed.denial ? undefined : (listed.value.Users ?? []);
  const name = users?.[0]?.UserName ?? NOBODY;
  const user = { UserName: name };
  const ofUser = users?.[0] ? `tried on ${name}` : 'tried on a name that nobody has';
  const checks = [
    listed.denial ? denied('iam:ListUsers', listed.denial.words) : allowed('iam:ListUsers'),
    await tried('iam:GenerateCredentialReport', iam.send(new GenerateCredentialReportCommand({}))),
    await tried('iam:GetCredentialReport', iam.send(new GetCredentialReportCommand({}))),
    await tried('iam:GetUser', iam.send(new GetUserCommand(user)), ofUser),
    await tried('iam:GetLoginProfile', iam.send(new GetLoginProfileCommand(user)), ofUser),
    await tried('iam:ListAccessKeys', iam.send(new ListAccessKeysCommand(user)), ofUser),
  ];
  return { checks, users };
}

/** IAM's answers to a caller who may: there is no report yet, no such user, or no password. */
const ANSWERS = [
  'CredentialReportNotPresentException',
  'CredentialReportNotReadyException',
  'CredentialReportExpiredException',
  'LimitExceededException',
  'NoSuchEntityException',
];

async function tried(action: string, call: Promise<unknown>, how?: string): Promise<Check> {
  try {
    const { denial } = await permitted(call);
    return denial ? denied(action, denial.words) : allowed(action, how);
  } catch (error) {
    if (isNamed(error, ...ANSWERS)) return allowed(action, how);
    throw error;
  }
}

function allowed(action: string, how?: string): Check {
  return { ok: true, title: `The caller may ${action}${how === undefined ? '' : ` (${how})`}` };
}

function denied(action: string, words: string): Check {
  return deniedCheck('A permission is missing', { action, words });
}
