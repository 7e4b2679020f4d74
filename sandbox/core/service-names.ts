/** The services that the local AWS serves over HTTP, by their IAM prefix. */
export const SERVICES = [
  'iam',
  'config',
  'ssm',
  'sts',
  'securityhub',
  'events',
  'account',
  'organizations',
  'ses',
  'cloudformation',
  'sqs',
  'cloudwatch',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The two words in which a service says that a member is missing or malformed. */
export const VALIDATION_CODE: Readonly<Record<ServiceName, string>> = {
  iam: 'ValidationError',
  sts: 'ValidationError',
  config: 'ValidationException',
  ssm: 'ValidationException',
  securityhub: 'InvalidInputException',
  events: 'ValidationException',
  account: 'ValidationException',
  organizations: 'InvalidInputException',
  ses: 'BadRequestException',
  cloudformation: 'ValidationError',
  sqs: 'InvalidParameterValue',
  cloudwatch: 'ValidationError',
};
