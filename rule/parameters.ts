import { InvalidParameter } from './errors';
import { patternFault } from './exemption-pattern';
import { isRecord, parseJson } from './json';

/** The rule's parameters, parsed. */
export interface RuleParameters {
  /** Whole days, 1–3650: a user is inactive when the last activity is more than this × 24 h ago. */
  readonly maxIdleDays: number;
  /** A user who carries a tag of this key, whatever its value, is exempt. */
  readonly exemptTagKey: string;
  /** User names or path/name patterns with `*`; see exemption.ts. */
  readonly exemptUsers: readonly string[];
}

export const DEFAULT_PARAMETERS: RuleParameters = {
  maxIdleDays: 90,
  exemptTagKey: 'inactive-iam-users:exempt',
  exemptUsers: [],
};

export const MAX_IDLE_DAYS_RANGE = { min: 1, max: 3650 } as const;

/**
 * Parses a Config rule's parameters: a JSON object of strings. Absent, `""`, `{}` and `null` are the defaults.
 *
 * @throws InvalidParameter that names the parameter, the value and what is allowed
 */
export function parseRuleParameters(ruleParameters: unknown): RuleParameters {
  if (ruleParameters === undefined || ruleParameters === null || ruleParameters === '') return DEFAULT_PARAMETERS;
  if (typeof ruleParameters !== 'string') throw new InvalidParameter('ruleParameters', ruleParameters, 'a JSON string');
  const given = parseJson(ruleParameters);
  if (given === null) return DEFAULT_PARAMETERS;
  if (!isRecord(given)) throw new InvalidParameter('ruleParameters', ruleParameters, 'a JSON object of strings');
  const known = Object.keys(DEFAULT_PARAMETERS);
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) throw new InvalidParameter(name, value, `one of the parameters ${known.join(', ')}`);
    if (typeof value !== 'string') throw new InvalidParameter(name, value, 'a string, as Config passes every value');
    texts.set(name, value);
  }
  const maxIdleDays = texts.get('maxIdleDays');
  const exemptTagKey = texts.get('exemptTagKey');
  const exemptUsers = texts.get('exemptUsers');
  return {
    maxIdleDays: maxIdleDays === undefined ? DEFAULT_PARAMETERS.maxIdleDays : parseMaxIdleDays(maxIdleDays),
    exemptTagKey: exemptTagKey === undefined ? DEFAULT_PARAMETERS.exemptTagKey : parseExemptTagKey(exemptTagKey),
    exemptUsers: exemptUsers === undefined ? DEFAULT_PARAMETERS.exemptUsers : parseExemptUsers(exemptUsers),
  };
}

function parseMaxIdleDays(text: string): number {
  const { min, max } = MAX_IDLE_DAYS_RANGE;
  const days = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(days >= min && days <= max)) {
    throw new InvalidParameter('maxIdleDays', text, `a whole number from ${min} to ${max}`);
  }
  return days;
}

/** @throws InvalidParameter for what cannot be the key of a tag. AWS: "Tagging IAM resources", rules for keys. */
function parseExemptTagKey(text: string): string {
  if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(text) || /^aws:/i.test(text)) {
    throw new InvalidParameter(
      'exemptTagKey',
      text,
      'a tag key: 1 to 128 letters, digits, spaces or _.:/=+-@, not beginning with aws:',
    );
  }
  return text;
}

function parseExemptUsers(text: string): string[] {
  return text.split(',').map((element) => {
    const pattern = element.trim();
    const fault = patternFault(pattern);
    if (fault !== undefined) {
      throw new InvalidParameter(
        'exemptUsers',
        text,
        `comma-separated user names or path/name patterns with *, but "${pattern}" ${fault}`,
      );
    }
    return pattern;
  });
}
