import { AwsError } from '../../core/aws-error';

/** AWS: "Errors", Config API Reference; each comes with status 400. */

export function noSuchConfigRule(name: string): AwsError {
  return new AwsError(
    'NoSuchConfigRuleException',
    `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name.`,
  );
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
