import { InvalidParameter } from '../../rule/decision/errors';
import { isRecord, parseJson } from '../../rule/decision/json';
import { PARAMETER_NAMES, parseParameter } from '../../rule/decision/parameters';

/**
 * Checks values against a template's Parameters, at synth: CloudFormation would refuse them in every account, later.
 * AWS: "Parameters", CloudFormation Template Reference.
 * @throws InvalidParameter for a name that the template does not have, or a value outside of its constraints
 */
export function checkParameterValues(template: string, values: Readonly<Record<string, string>>): void {
  const declared = declaredParameters(template);
  for (const [name, value] of Object.entries(values)) {
    const declaration = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (!isRecord(declaration)) {
      throw new InvalidParameter(`context parameters.${name}`, value, `one of ${Object.keys(declared).join(', ')}`);
    }
    for (const { member, holds, allowed } of CONSTRAINTS) {
      const bound = declaration[member];
      if (bound === undefined || holds(value, bound)) continue;
      throw new InvalidParameter(`context parameters.${name}`, value, allowed(bound));
    }
    checkRuleParameter(name, value);
  }
}

/** What becomes a parameter of the rule is read by the rule's own parser. An empty list is left to the template. */
function checkRuleParameter(name: string, value: string): void {
  const ruleParameter = PARAMETER_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
  if (ruleParameter && !(ruleParameter === 'exemptUsers' && value === '')) parseParameter(ruleParameter, value);
}

interface Constraint {
  readonly member: string;
  readonly holds: (value: string, bound: unknown) => boolean;
  readonly allowed: (bound: unknown) => string;
}

const CONSTRAINTS: readonly Constraint[] = [
  {
    member: 'AllowedValues',
    holds: (value, bound) => Array.isArray(bound) && bound.map(String).includes(value),
    allowed: (bound) => `one of ${String(bound)}`,
  },
  {
    member: 'AllowedPattern',
    holds: (value, bound) => new RegExp(`^(?:${String(bound)})$`).test(value),
    allowed: (bound) => `a match of ${String(bound)}`,
  },
  {
    member: 'MinValue',
    holds: (value, bound) => value !== '' && Number(value) >= Number(bound),
    allowed: (bound) => `at least ${String(bound)}`,
  },
  {
    member: 'MaxValue',
    holds: (value, bound) => value !== '' && Number(value) <= Number(bound),
    allowed: (bound) => `at most ${String(bound)}`,
  },
  {
    member: 'MaxLength',
    holds: (value, bound) => value.length <= Number(bound),
    allowed: (bound) => `at most ${String(bound)} characters`,
  },
];

function declaredParameters(template: string): Readonly<Record<string, unknown>> {
  const sections = parseJson(template);
  const parameters = isRecord(sections) ? sections['Parameters'] : undefined;
  return isRecord(parameters) ? parameters : {};
}
