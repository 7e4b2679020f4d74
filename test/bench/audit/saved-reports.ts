import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { SeedUser } from '../../../sandbox/index';
import { isoTime } from '../../../rule/decision/dates';
import { HEADER, reportRow, rootRow } from '../../audit/report-csv';
import { MIXED, usersOf } from '../population';

const ACCOUNT = '111122223333';
const NEVER = 'N/A';

/** Files to audit, as of `now`. */
export interface SavedReports {
  readonly title: string;
  /** A file or a folder. */
  readonly path: string;
  readonly users: number;
  readonly bytes: number;
}

/** One file of one account. It has more users than IAM allows, as a file of several accounts has. */
export async function oneReport(folder: string, users: number, now: number): Promise<SavedReports> {
  const path = join(folder, 'report.csv');
  const file = createWriteStream(path);
  file.end(reportOf(users, now));
  await once(file, 'close');
  return { title: '1 file', path, users, bytes: file.bytesWritten };
}

/** A folder of reports with so many users each, all alike but for the account. */
export function manyReports(folder: string, files: number, users: number, now: number): SavedReports {
  const path = join(folder, 'reports');
  mkdirSync(path);
  const report = reportOf(users, now);
  for (let file = 0; file < files; file += 1) {
    const account = String(222_200_000_000 + file);
    writeFileSync(join(path, `${account}.csv`), report.replaceAll(ACCOUNT, account));
  }
  return { title: `${files} files`, path, users: files * users, bytes: files * report.length };
}

function reportOf(users: number, now: number): string {
  return [HEADER, rootRow(ACCOUNT), ...usersOf(MIXED, users, now).map(rowOf)].join('\n');
}

function rowOf({ userName, createDate, passwordLastUsed, loginProfile, accessKeys = [] }: SeedUser): string {
  const [key] = accessKeys;
  const path = '/people/engineering/emea/console/operators/';
  return reportRow({
    user: userName,
    arn: `arn:aws:iam::${ACCOUNT}:user${path}${userName}`,
    user_creation_time: timeOf(createDate),
    password_enabled: String(loginProfile !== undefined),
    password_last_used: timeOf(passwordLastUsed),
    password_last_changed: timeOf(loginProfile?.createDate),
    access_key_1_active: String(key?.status === 'Active'),
    access_key_1_last_rotated: timeOf(key?.createDate),
  });
}

function timeOf(time: number | undefined): string {
  return time === undefined ? NEVER : isoTime(new Date(time)).replace('Z', '+00:00');
}
