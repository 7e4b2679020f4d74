import { Content } from '../content';
import { isReference } from '../template';
import type { Action } from './action';

/** AWS's conditions and operations that are not modelled. */
const OTHERS = ['And', 'Or', 'Not', 'StringEquals', 'EqualsIgnoreCase', 'Contains', 'BooleanEquals'].concat(
  ['Equals', 'Greater', 'Lesser', 'GreaterOrEquals', 'LesserOrEquals'].map((name) => `Numeric${name}`),
);

/**
 * The first choice whose Variable StartsWith or EndsWith its text decides, else Default. Without a match and a Default the step ends
 * like any other: at isEnd, or **by falling through to the next step of the document**. AWS: "aws:branch – Run conditional
 * automation steps" and "Using conditional statements in runbooks", Systems Manager User Guide
 */
export const branch: Action = {
  outputs: [],
  customOutputs: false,
  maxSeconds: Infinity,
  check(inputs) {
    for (const choice of inputs.only('Choices', 'Default').structures('Choices', { min: 1 })) {
      choice.without(...OTHERS).only('NextStep', 'Variable', 'StartsWith', 'EndsWith');
      choice.member('NextStep').asLiteral();
      if (choice.has('StartsWith') && choice.has('EndsWith')) throw choice.invalid('two operations in one choice');
      choice.text(operationOf(choice));
      const variable = choice.text('Variable');
      if (!isReference(variable))
        throw choice.member('Variable').notModelled(`a Variable that is not one reference, "${variable}"`);
    }
    inputs.optionalMember('Default')?.asLiteral();
  },
  jumps(inputs) {
    const choices = inputs.structures('Choices').map((choice) => choice.member('NextStep'));
    const otherwise = inputs.optionalMember('Default');
    return { targets: otherwise ? [...choices, otherwise] : choices, always: otherwise !== undefined };
  },
  run(inputs) {
    const content = new Content(inputs, ['inputs']);
    const choice = content.structures('Choices').find(holds);
    return Promise.resolve({ jump: choice?.text('NextStep') ?? content.optionalText('Default') });
  },
};

function operationOf(choice: Content): 'StartsWith' | 'EndsWith' {
  return choice.has('EndsWith') ? 'EndsWith' : 'StartsWith';
}

function holds(choice: Content): boolean {
  const [variable, operation] = [choice.text('Variable'), operationOf(choice)];
  const text = choice.text(operation);
  return operation === 'EndsWith' ? variable.endsWith(text) : variable.startsWith(text);
}
