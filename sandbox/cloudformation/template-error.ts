import { AwsError, NotModelled } from '../core/aws-error';
import { membersOf } from '../core/json';

/** CloudFormation's answer to a template or parameters that it does not accept: ValidationError, 400. */
export function templateError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** The members of a part of the template that must be an object. @throws AwsError ValidationError */
export function objectAt(value: unknown, where: string): ReadonlyMap<string, unknown> {
  const members = membersOf(value);
  if (!members) throw templateError(`Template format error: ${where} must be an object.`);
  return members;
}

/** Refuses by name each member that is not modelled; `what` says what the member is, e.g. `the template section`. */
export function refuseOthers(members: ReadonlyMap<string, unknown>, names: readonly string[], what: string): void {
  for (const name of members.keys()) if (!names.includes(name)) throw new NotModelled(`${what} ${name}`);
}
