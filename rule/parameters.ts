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
  /** Whole days, 1–3650, before a user becomes inactive at which notice is given; none for no notice. */
  readonly warnDays: readonly number[];
  /** While more users than this are NON_COMPLIANT, no password is deleted; 0 for no such cap. */
  readonly maxRemovals: number;
}

export const DEFAULT_PARAMETERS: RuleParameters = {
  maxIdleDays: 90,
  exemptTagKey: 'inactive-iam-users:exempt',
  exemptUsers: [],
  warnDays: [14],
  maxRemovals: 50,
};

export const MAX_IDLE_DAYS_RANGE = { min: 1, max: 3650 } as const;
/** The most is IAM's quota of users. */
export const MAX_REMOVALS_RANGE = { min: 0, max: 5000 } as const;
export const MOST_WARNINGS = 5;

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
  const parsed = <T>(name: keyof RuleParameters, parse: (text: string) => T, otherwise: T): T => {
    const text = texts.get(name);
    return text === undefined ? otherwise : parse(text);
  };
  return {
    maxIdleDays: parsed('maxIdleDays', parseMaxIdleDays, DEFAULT_PARAMETERS.maxIdleDays),
    exemptTagKey: parsed('exemptTagKey', parseExemptTagKey, DEFAULT_PARAMETERS.exemptTagKey),
    exemptUsers: parsed('exemptUsers', parseExemptUsers, DEFAULT_PARAMETERS.exemptUsers),
    warnDays: parsed('warnDays', parseWarnDays, DEFAULT_PARAMETERS.warnDays),
    maxRemovals: parsed('maxRemovals', parseMaxRemovals, DEFAULT_PARAMETERS.maxRemovals),
  };
}

function parseMaxIdleDays(text: string): number {
  return parseWholeNumber('maxIdleDays', text, MAX_IDLE_DAYS_RANGE);
}

function parseMaxRemovals(text: string): number {
  return parseWholeNumber('maxRemovals', text, MAX_REMOVALS_RANGE);
}

function parseWarnDays(text: string): number[] {
  if (text.trim() === '0') return [];
  const stages = text.split(',').map((stage) => parseWholeNumber('warnDays', stage.trim(), MAX_IDLE_DAYS_RANGE));
  if (stages.length > MOST_WARNINGS) throw new InvalidParameter('warnDays', text, `at most ${MOST_WARNINGS} numbers`);
  return stages;
}

function parseWholeNumber(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const number = /^(0|[1-9][0-9]{0,3})$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new InvalidParameter(name, text, `a whole number from ${min} to ${max}`);
  }
  return number;
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
