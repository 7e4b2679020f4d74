import { Content } from '../content';
import { isReference } from '../template';
import type { Action } from './action';

/** AWS's conditions and operations that are not modelled. */
const OTHERS = ['And', 'Or', 'Not', 'StringEquals', 'EqualsIgnoreCase', 'EndsWith', 'Contains', 'BooleanEquals'].concat(
  ['Equals', 'Greater', 'Lesser', 'GreaterOrEquals', 'LesserOrEquals'].map((name) => `Numeric${name}`),
);

/**
 * The first choice whose Variable StartsWith its text decides, else Default. Without a match and a Default the step ends
 * like any other: at isEnd, or **by falling through to the next step of the document**. AWS: "aws:branch – Run conditional
 * automation steps" and "Using conditional statements in runbooks", Systems Manager User Guide
 */
export const branch: Action = {
  outputs: [],
  customOutputs: false,
  maxSeconds: Infinity,
  check(inputs) {
    for (const choice of inputs.only('Choices', 'Default').structures('Choices', { min: 1 })) {
      choice.without(...OTHERS).only('NextStep', 'Variable', 'StartsWith');
      choice.member('NextStep').asLiteral();
      choice.text('StartsWith');
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
    const choice = content
      .structures('Choices')
      .find((each) => each.text('Variable').startsWith(each.text('StartsWith')));
    return Promise.resolve({ jump: choice?.text('NextStep') ?? content.optionalText('Default') });
  },
};
