import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { decide } from '../../rule/decision/decide';
import { InvalidCredentialReport } from '../../rule/decision/errors';
import type { CompleteUserFacts } from '../../rule/decision/user-facts';
import { UnreadableInput } from '../errors';
import { AccountTally, UNKNOWN_ID } from '../report/judge';
import type { AccountAudit } from '../report/result';
import { readCredentialReport, type Row } from './credential-report-csv';
import type { AccountSource, Question } from './source';

const COLUMNS = [
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_2_active',
  'access_key_2_last_rotated',
] as const;
type ReportRow = Row<(typeof COLUMNS)[number] | 'user'>;

/** AWS: "IAM identifiers", IAM User Guide. */
const USER_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):user(\/(?:[\u0021-\u007e]*\/)?)([\w+=,.@-]{1,64})$/;

const CAVEATS = [
  'A credential report has no tags, so users who are exempt by tag are shown as not exempt.',
  'It shows at most two access keys, and no sign-in, new key or new password since it was made.',
  'It does not show when a password was created: the date of its last change is used instead.',
];

const NO_OWNERS = 'Without tags, --owner-tag shows no owner.';

/**
 * A downloaded credential report, of one account or of several.
 *
 * @param file its name, or `-` for standard input
 */
export function savedReport(file: string, stdin: NodeJS.ReadableStream): AccountSource {
  const label = file === '-' ? 'standard input' : file;
  return { label, read: async (question) => await readFrom(file, label, stdin, question) };
}

async function readFrom(
  file: string,
  label: string,
  stdin: NodeJS.ReadableStream,
  question: Question,
): Promise<AccountAudit[]> {
  try {
    const made = file === '-' ? undefined : (await stat(file)).mtime;
    const csv = file === '-' ? await text(stdin) : await readFile(file, 'utf8');
    return readSavedReport(csv, question).map((account) => ({
      ...account,
      source: { kind: 'credential report' as const, file: label },
      ...(made && { reportMade: made }),
    }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const verb = error instanceof InvalidCredentialReport ? 'is' : 'cannot be read:';
    throw new UnreadableInput(`${label} ${verb} ${why}`, { cause: error });
  }
}

/**
 * The accounts of a report, in the order in which they appear.
 *
 * @throws InvalidCredentialReport that names line and column, if it is not a credential report
 */
export function readSavedReport(csv: string, question: Question): Omit<AccountAudit, 'source' | 'reportMade'>[] {
  const accounts = new Map<string, { readonly tally: AccountTally; readonly names: Set<string> }>();
  readCredentialReport(csv.replace(/^\ufeff/, ''), COLUMNS, (row) => {
    const [, accountId, path, name] = USER_ARN.exec(row.text('arn')) ?? [];
    if (accountId === undefined || path === undefined || name === undefined)
      throw row.fault('arn', "an IAM user's ARN");
    const account = accounts.get(accountId) ?? { tally: new AccountTally(question), names: new Set() };
    accounts.set(accountId, account);
    if (account.names.size === account.names.add(name.toLowerCase()).size)
      throw row.fault('user', 'another user than in the rows before');
    const facts = factsOf(row, { path, name });
    account.tally.add(
      { facts, verdict: decide(facts, question.parameters, question.now) },
      { passwordEnabled: row.flag('password_enabled'), hasActiveKey: hasActiveKey(row), mfa: row.flag('mfa_active') },
    );
  });
  if (accounts.size === 0) throw new InvalidCredentialReport('line 2: there is no user');
  const caveats = question.ownerTag === undefined ? CAVEATS : [...CAVEATS, NO_OWNERS];
  return [...accounts].map(([accountId, { tally }]) => ({
    kind: 'audited',
    accountId,
    basis: { kind: 'options' },
    ...tally.result(),
    caveats,
  }));
}

function factsOf(row: ReportRow, { path, name }: { path: string; name: string }): CompleteUserFacts {
  if (row.text('user') !== name) throw row.fault('user', `the name of the ARN, ${name}`);
  const created = row.requiredDate('user_creation_time');
  const passwordLastChanged = row.date('password_last_changed');
  return {
    id: UNKNOWN_ID,
    name,
    path,
    arn: row.text('arn'),
    created,
    passwordLastUsed: row.date('password_last_used') ?? 'never',
    loginProfile: row.flag('password_enabled') ? { created: passwordLastChanged ?? created } : 'none',
    accessKeys: hasKey(row) ? 'some' : 'none',
    tags: [],
    ...(passwordLastChanged && { passwordLastChanged }),
  };
}

/** An inactive key still has a date in the report. */
function hasKey(row: ReportRow): boolean {
  return (
    hasActiveKey(row) ||
    row.date('access_key_1_last_rotated') !== undefined ||
    row.date('access_key_2_last_rotated') !== undefined
  );
}

function hasActiveKey(row: ReportRow): boolean {
  return row.flag('access_key_1_active') || row.flag('access_key_2_active');
}
