import { InvalidParameter } from './errors';
import { isRecord, parseJson } from './json';

/** The rule's parameters, parsed. */
export interface RuleParameters {
  /** 1–3650. A user is inactive if the last activity is more than this many × 24 h ago. */
  readonly maxIdleDays: number;
  /** A tag with this key exempts a user, whatever its value. */
  readonly exemptTagKey: string;
  /** User names or path/name patterns with `*`; see exemption.ts. */
  readonly exemptUsers: readonly string[];
  /** How many days before inactivity notice is given, 1–3650 each; empty for no notice. */
  readonly warnDays: readonly number[];
  /** 0–5000. While more users than this are inactive at once, no password is deleted; 0 stops every removal. */
  readonly maxRemovals: number;
}

export type ParameterName = keyof RuleParameters;

/** Stands for an empty list, because Config refuses an empty value. No user can have this name. */
export const NOBODY = '(nobody)';

/** A role's inline policies hold 10,240 characters, and each entry becomes two ARNs there. */
const MOST_ENTRIES = 100;

const ONE_TO_3650 = '([1-9]\\d{0,2}|[12]\\d{3}|3[0-5]\\d\\d|36[0-4]\\d|3650)';
const ENTRY = '[\\w+=.@*-]([\\w+=.@*/-]*[\\w+=.@*-])?';
export const EXEMPT_USERS_PATTERN = `${ENTRY}(,${ENTRY}){0,${MOST_ENTRIES - 1}}`;
export const EXEMPT_USERS_ALLOWED = `at most ${MOST_ENTRIES} names or path/name patterns, separated by commas without spaces, of letters, digits and _+=.@*/-, without a slash at either end`;

interface Parameter<Value> {
  /** Must match the whole text. The template has the same pattern, so it accepts what the parser accepts. */
  readonly pattern: string;
  /** For errors: `maxIdleDays must be …`. */
  readonly allowed: string;
  readonly parse: (text: string) => Value;
}

/** Config passes every value as a string. */
export const PARAMETERS: { readonly [Name in ParameterName]: Parameter<RuleParameters[Name]> } = {
  maxIdleDays: { pattern: ONE_TO_3650, allowed: 'a whole number from 1 to 3650', parse: Number },
  exemptTagKey: {
    // AWS: "Tagging IAM resources", IAM User Guide, rules for keys.
    pattern: '(?![aA][wW][sS]:)[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}',
    allowed: 'the key of a tag, not beginning with aws:',
    parse: (text) => text,
  },
  exemptUsers: {
    pattern: `\\(nobody\\)|${EXEMPT_USERS_PATTERN}`,
    allowed: `${NOBODY}, or ${EXEMPT_USERS_ALLOWED}`,
    parse: (text) => (text === NOBODY ? [] : text.split(',')),
  },
  warnDays: {
    pattern: `0|${ONE_TO_3650}(,${ONE_TO_3650}){0,4}`,
    allowed: '0, or at most five whole numbers from 1 to 3650, separated by commas',
    parse: (text) => (text === '0' ? [] : text.split(',').map(Number)),
  },
  maxRemovals: {
    pattern: '0|[1-9]\\d{0,2}|[1-4]\\d{3}|5000',
    allowed: 'a whole number from 0 to 5000',
    parse: Number,
  },
};

/** @throws InvalidParameter that names the parameter, the value and what is allowed */
export function parseParameter<Name extends ParameterName>(name: Name, text: unknown): RuleParameters[Name] {
  const { pattern, allowed, parse } = PARAMETERS[name];
  if (typeof text === 'string' && new RegExp(`^(?:${pattern})$`, 'u').test(text)) return parse(text);
  throw new InvalidParameter(name, text, allowed);
}

/**
 * Parses a Config rule's parameters, a JSON object of strings. The stack writes every parameter, so if one is missing,
 * somebody has edited the rule, and a default would be a guess. Unknown parameters are ignored, because during an update
 * the rule and the function may be one release apart.
 *
 * @throws InvalidParameter that names the parameter, the value and what is allowed
 */
export function parseRuleParameters(ruleParameters: unknown): RuleParameters {
  const given = typeof ruleParameters === 'string' && ruleParameters !== '' ? parseJson(ruleParameters) : {};
  if (!isRecord(given)) throw new InvalidParameter('ruleParameters', ruleParameters, 'a JSON object of strings');
  const parsed = <Name extends ParameterName>(name: Name) => {
    if (Object.hasOwn(given, name)) return parseParameter(name, given[name]);
    throw new InvalidParameter(name, undefined, "among the rule's parameters: update the stack, which writes them all");
  };
  return {
    maxIdleDays: parsed('maxIdleDays'),
    exemptTagKey: parsed('exemptTagKey'),
    exemptUsers: parsed('exemptUsers'),
    warnDays: parsed('warnDays'),
    maxRemovals: parsed('maxRemovals'),
  };
}
