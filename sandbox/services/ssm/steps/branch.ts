import { Content } from '../content';
import { type Scope, wholeReference } from '../template';
import type { ValueType } from '../value-type';
import { type Action, StepFailure } from './action';

const TEXT_OPERATIONS: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  EqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StartsWith: (actual, wanted) => actual.startsWith(wanted),
  EndsWith: (actual, wanted) => actual.endsWith(wanted),
  Contains: (actual, wanted) => actual.includes(wanted),
};

const NUMBER_OPERATIONS: Readonly<Record<string, (actual: number, wanted: number) => boolean>> = {
  NumericEquals: (actual, wanted) => actual === wanted,
  NumericGreater: (actual, wanted) => actual > wanted,
  NumericLesser: (actual, wanted) => actual < wanted,
  NumericGreaterOrEquals: (actual, wanted) => actual >= wanted,
  NumericLesserOrEquals: (actual, wanted) => actual <= wanted,
};

const BOOLEAN_OPERATION = 'BooleanEquals';
const OPERATIONS = [...Object.keys(TEXT_OPERATIONS), ...Object.keys(NUMBER_OPERATIONS), BOOLEAN_OPERATION];

/**
 * The first choice that is true decides, else Default; without one the step ends as any other: at isEnd, or **by
 * falling through to the next step of the document**. AWS: "aws:branch – Run conditional automation steps" and "Using
 * conditional statements in runbooks", Systems Manager User Guide
 */
export const branch: Action = {
  outputs: [],
  customOutputs: false,
  maxSeconds: Infinity,
  check(inputs, scope) {
    for (const choice of inputs.only('Choices', 'Default').structures('Choices', { min: 1 })) {
      choice.member('NextStep').asLiteral();
      checkCondition(choice, scope, ['NextStep']);
    }
    inputs.optionalMember('Default')?.asLiteral();
  },
  jumps(inputs) {
    const otherwise = inputs.optionalMember('Default');
    const targets = [
      ...inputs.structures('Choices').map((choice) => choice.member('NextStep')),
      ...(otherwise ? [otherwise] : []),
    ];
    return { targets, always: otherwise !== undefined };
  },
  run(inputs) {
    const content = new Content(inputs, ['inputs']);
    const choice = content.structures('Choices').find(holds);
    const jump = choice?.text('NextStep') ?? content.optionalText('Default');
    return Promise.resolve(jump === undefined ? {} : { jump });
  },
};

/** One of And, Or, Not, or a Variable with one operation. */
function checkCondition(content: Content, scope: Scope, also: readonly string[] = []): void {
  content.only('And', 'Or', 'Not', 'Variable', ...OPERATIONS, ...also);
  const kinds = ['And', 'Or', 'Not', 'Variable'].filter((kind) => content.has(kind));
  if (kinds.length !== 1) throw content.invalid('needs exactly one of And, Or, Not and Variable');
  const operations = operationsOf(content);
  if (operations.length !== (kinds[0] === 'Variable' ? 1 : 0))
    throw content.invalid(`a Variable takes one operation, And, Or and Not take none; got [${operations.join(', ')}]`);
  for (const kind of ['And', 'Or'].filter((each) => content.has(each))) {
    for (const part of content.structures(kind, { min: 1 })) checkCondition(part, scope);
  }
  const negated = content.optionalStructure('Not');
  if (negated) checkCondition(negated, scope);
  const [operation] = operations;
  if (operation !== undefined) checkComparison(content, operation, scope);
}

function checkComparison(content: Content, operation: string, scope: Scope): void {
  const variable = content.member('Variable');
  const reference = wholeReference(variable.asText(), variable);
  if (!reference) throw variable.notModelled(`a Variable that is not one reference, "${variable.asText()}"`);
  const wanted = typeFor(operation);
  const type = scope(reference, variable);
  if (type !== wanted) throw content.notModelled(`${operation} of a ${type}`);
  const operand = content.member(operation);
  if (wanted === 'String') operand.asText();
  else if (typeof operand.value !== (wanted === 'Integer' ? 'number' : 'boolean'))
    throw operand.notModelled(`${JSON.stringify(operand.value)} as the value of ${operation}`);
}

function typeFor(operation: string): ValueType {
  if (operation in TEXT_OPERATIONS) return 'String';
  return operation === BOOLEAN_OPERATION ? 'Boolean' : 'Integer';
}

function holds(content: Content): boolean {
  if (content.has('And')) return content.structures('And').every(holds);
  if (content.has('Or')) return content.structures('Or').some(holds);
  if (content.has('Not')) return !holds(content.structure('Not'));
  const [operation = ''] = operationsOf(content);
  return compare(operation, content.member('Variable').value, content.member(operation).value);
}

function compare(operation: string, actual: unknown, wanted: unknown): boolean {
  const [text, number] = [TEXT_OPERATIONS[operation], NUMBER_OPERATIONS[operation]];
  if (text && typeof actual === 'string' && typeof wanted === 'string') return text(actual, wanted);
  if (number && typeof actual === 'number' && typeof wanted === 'number') return number(actual, wanted);
  if (operation === BOOLEAN_OPERATION && typeof actual === 'boolean') return actual === wanted;
  throw StepFailure.inputs(`${operation} cannot compare ${JSON.stringify(actual)} with ${JSON.stringify(wanted)}.`);
}

function operationsOf(content: Content): readonly string[] {
  return OPERATIONS.filter((operation) => content.has(operation));
}
