import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Time } from '../../rule/account/time';
import { aggregator } from '../accounts/aggregator';
import { liveAccount } from '../accounts/live-account';
import { type OrganizationClients, organizationSources } from '../accounts/organization';
import { savedReport } from '../accounts/saved-report';
import type { AccountSource } from '../accounts/source';
import { errorText, UnreadableInput } from '../aws/errors';
import { clientsOf } from './clients';
import type { AuditOptions } from './options';
import { proxyAgents } from './proxy';
import { userPath } from './user-path';

/** What an audit reads. */
export interface Sources {
  readonly sources: readonly AccountSource[];
  /** What the reader must know about what is left out. */
  readonly notes: readonly string[];
}

/**
 * The sources that the options name; by default the account of the credential chain.
 *
 * @param throttled hears of throttled calls, by the label of the account
 */
export async function sourcesOf(
  options: AuditOptions,
  time: Time,
  throttled: (label: string, action: string) => void,
): Promise<Sources> {
  const { profile: profiles = [], region, credentialReport: files = [], roleName, aggregator: name } = options;
  const proxy = await proxyAgents(process.env);
  const clients = (profile: string | undefined, label: string) =>
    clientsOf({ profile, region }, proxy, (action) => throttled(label, action));
  if (name !== undefined) {
    const { config, region: home } = clients(profiles[0], `the aggregator ${name}`);
    return { sources: [aggregator({ ...options, name, region: await home() }, config)], notes: [] };
  }
  if (roleName !== undefined) {
    const caller = clients(profiles[0], "the caller's account");
    const home = await caller.region();
    const withCredentials: OrganizationClients['withCredentials'] = (credentials, label) =>
      clientsOf({ region: home, credentials }, proxy, (action) => throttled(label, action));
    return await organizationSources({ ...options, roleName }, { ...caller, withCredentials }, time);
  }
  const chosen = profiles.length === 0 && files.length === 0 ? [undefined] : profiles;
  const accounts = chosen.map((profile) => {
    const label = profile ?? 'the account';
    return liveAccount({ label, ...(profile !== undefined && { name: profile }) }, () => clients(profile, label), time);
  });
  const reports = files.map(reportsIn);
  return {
    sources: [...accounts, ...reports.flatMap(({ sources }) => sources)],
    notes: reports.flatMap(({ notes }) => notes),
  };
}

/** Endings of a credential report as people save it: the CSV, the CLI's answer, and its content in base64. */
const ENDINGS = ['.csv', '.json', '.txt'];

/** @param file a credential report, `-` for standard input, or a folder of credential reports */
function reportsIn(file: string): Sources {
  if (file === '-') return { sources: [savedReport(file, process.stdin)], notes: [] };
  const path = userPath(file);
  if (!isKind(path, 'isDirectory', false)) return { sources: [savedReport(path, process.stdin)], notes: [] };
  const names = namesIn(path).map((name) => join(path, name));
  // A broken link may be a report that is missing: it is read, so the audit says why it cannot be.
  const isReport = (name: string) =>
    ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)) && isKind(name, 'isFile', true);
  const reports = names.filter(isReport);
  if (reports.length === 0) {
    throw new UnreadableInput(`${path} has no credential report: no file in it ends in ${ENDINGS.join(', ')}`);
  }
  const read = new Set(reports);
  return {
    sources: reports.map((name) => savedReport(name, process.stdin)),
    notes: names.filter((name) => !read.has(name)).map((name) => `${name} is not read`),
  };
}

/** @throws UnreadableInput */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    throw new UnreadableInput(`${folder} cannot be read: ${errorText(error)}`, { cause: error });
  }
}

/** @param unknown the answer for what cannot be looked at */
function isKind(path: string, kind: 'isFile' | 'isDirectory', unknown: boolean): boolean {
  try {
    return statSync(path)[kind]();
  } catch {
    return unknown;
  }
}
