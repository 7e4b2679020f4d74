import { isRecord, parseJson } from '../../rule/decision/json';

export interface Verification {
  readonly isSame: boolean;
  /** For the operator, with what to do if it is not the same. */
  readonly message: string;
}

/** How much of both templates to show around their first difference, in bytes on each side. */
const SHOWN_BYTES = 40;

/**
 * Whether a released template is what this checkout builds, byte for byte. Another version's is not built.
 *
 * @param file its path, for the message
 * @param version of this checkout
 * @param build the templates of a release; the file is compared with the one that it is most like
 */
export async function verifyTemplate(
  file: string,
  released: Buffer,
  version: string,
  build: () => Promise<readonly string[]>,
): Promise<Verification> {
  const named = versionOf(released.toString());
  if (named === undefined) return differs(`${file} does not name a version of inactive-iam-users in its Metadata.`);
  if (named !== version) {
    const remedy = `run "git checkout v${named} && npm ci", and verify again`;
    return differs(`${file} is of version ${named}, and this checkout is ${version}: ${remedy}.`);
  }
  const all = (await build()).map((template) => Buffer.from(template));
  if (all.some((built) => built.equals(released))) {
    return { isSame: true, message: `${file} is what this checkout builds as version ${version}, byte for byte.` };
  }
  const [closest] = all
    .map((built) => ({ built, first: firstDifference(released, built) }))
    .toSorted((one, other) => other.first - one.first);
  if (!closest) return differs('This checkout builds no template.');
  const { built, first } = closest;
  return differs(
    [
      `${file} names version ${version}, but this checkout builds another template. Do not deploy the file before you know why.`,
      `They first differ at byte ${first} (of ${released.length} in the file and ${built.length} built):`,
      `  file:  ${around(released, first)}`,
      `  built: ${around(built, first)}`,
      'Custom options of the build, e.g. -c exemptTagKey=my:key, must be given here too.',
    ].join('\n'),
  );
}

function versionOf(template: string): string | undefined {
  const parsed = parseJson(template);
  const metadata = isRecord(parsed) ? parsed['Metadata'] : undefined;
  const ours = isRecord(metadata) ? metadata['inactive-iam-users'] : undefined;
  const version = isRecord(ours) ? ours['Version'] : undefined;
  // It becomes part of a command.
  return typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version) ? version : undefined;
}

/** Counts from 0. The shorter one may be the beginning of the other. */
function firstDifference(one: Buffer, other: Buffer): number {
  const index = one.findIndex((byte, position) => byte !== other[position]);
  return index === -1 ? one.length : index;
}

/** In printable ASCII, as the templates are, so the file cannot control the terminal. */
function around(text: Buffer, position: number): string {
  const bytes = text.subarray(Math.max(0, position - SHOWN_BYTES), position + SHOWN_BYTES);
  return bytes.toString('latin1').replaceAll(/[^ -~]/g, '?');
}

function differs(message: string): Verification {
  return { isSame: false, message };
}
