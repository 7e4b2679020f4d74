import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { parseKnownFiles } from '@smithy/core/config';
import { NoCredentials, UnreadableInput } from '../aws/errors';
import type { ProxyAgents } from './proxy';

type Profile = Readonly<Record<string, string | undefined>>;

/**
 * The SDK's default credential chain. Its own clients (SSO, STS) use the proxy too.
 *
 * @param profile by default the one of AWS_PROFILE
 * @returns a provider that throws UnreadableInput if there is no such profile, else NoCredentials
 */
export function credentialsOf(profile: string | undefined, proxy: ProxyAgents | undefined) {
  const chain = defaultProvider({
    ...(profile !== undefined && { profile }),
    ...(proxy && { clientConfig: { requestHandler: proxy } }),
  });
  return async (...identity: Parameters<typeof chain>) => {
    const entry = await requireProfile(profile);
    try {
      return await chain(...identity);
    } catch (error) {
      throw new NoCredentials(explained(error, profile ?? process.env['AWS_PROFILE'], entry), { cause: error });
    }
  };
}

/**
 * The profile's entry in AWS's files; undefined if no profile is chosen. Without this check, the SDK's chain goes on and
 * may find the credentials of another account, for example the instance's.
 *
 * @throws UnreadableInput if there is no such profile
 */
export async function requireProfile(profile: string | undefined): Promise<Profile | undefined> {
  const name = profile ?? process.env['AWS_PROFILE'];
  if (!name) return undefined;
  const entry = (await parseKnownFiles({}))[name];
  if (entry) return entry;
  const chosen = profile === undefined ? `AWS_PROFILE=${name}` : `--profile ${name}`;
  throw new UnreadableInput(`${chosen}: there is no such profile; aws configure list-profiles shows those that exist`);
}

function explained(error: unknown, name: string | undefined, entry: Profile | undefined): string {
  const why = error instanceof Error ? error.message : String(error);
  if (!name || !entry) {
    const ways = 'give --profile NAME, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
    return why.startsWith('Could not load credentials')
      ? `there are no AWS credentials: ${ways}; --credential-report FILE needs none`
      : `there are no valid AWS credentials: ${why}`;
  }
  return `the profile ${name} has no valid credentials: ${why.replace(/\.$/, '')}; try ${remedyFor(name, entry)}`;
}

/** AWS: "Configuration and credential file settings in the AWS CLI", AWS CLI User Guide. */
function remedyFor(name: string, entry: Profile): string {
  if (entry['sso_session'] !== undefined || entry['sso_start_url'] !== undefined)
    return `aws sso login --profile ${name}`;
  if (entry['login_session'] !== undefined) return `aws login --profile ${name}`;
  return `aws sts get-caller-identity --profile ${name}, which uses the same entry`;
}
