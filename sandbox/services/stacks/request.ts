import type { Tag } from '@aws-sdk/client-cloudformation';
import type { Fields } from '../../core/fields';

/** What CreateStack, UpdateStack and CreateChangeSet have in common. */
export interface StackRequest {
  /** JSON; undefined for the template in use. */
  readonly templateBody: string | undefined;
  /** A parameter without a value keeps the one in use. */
  readonly parameters: readonly { readonly key: string; readonly value: string | undefined }[];
  readonly capabilities: readonly string[];
  /** Undefined for the tags in use. */
  readonly tags: readonly Tag[] | undefined;
}

/** The members that `readStackRequest` reads. */
export const STACK_REQUEST = ['TemplateBody', 'Parameters', 'Capabilities', 'Tags'] as const;

/** AWS: "CreateStack", CloudFormation API Reference. */
export const STACK_NAME = { min: 1, max: 128, pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/ } as const;

/** @param keepsTemplate whether the request may leave the template as it is, with UsePreviousTemplate */
export function readStackRequest(input: Fields, keepsTemplate: boolean): StackRequest {
  const previous = keepsTemplate && input.optionalBoolean('UsePreviousTemplate');
  const parameters = input.structures('Parameters').map((parameter) => {
    parameter.only('ParameterKey', 'ParameterValue', 'UsePreviousValue');
    const key = parameter.text('ParameterKey');
    const kept = parameter.optionalBoolean('UsePreviousValue') ?? false;
    return { key, value: kept ? undefined : parameter.text('ParameterValue') };
  });
  const tags = input.structures('Tags', { max: 50 }).map((tag) => {
    tag.only('Key', 'Value');
    return { Key: tag.text('Key', { min: 1, max: 128 }), Value: tag.text('Value', { min: 1, max: 256 }) };
  });
  return {
    templateBody: previous ? undefined : input.text('TemplateBody', { min: 1 }),
    parameters,
    capabilities: input.texts('Capabilities', {}, { oneOf: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'] }),
    tags: input.has('Tags') ? tags : undefined,
  };
}
