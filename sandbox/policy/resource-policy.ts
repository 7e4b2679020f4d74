import { NotModelled } from '../core/aws-error';
import { parsePolicyDocument } from './parse-policy';
import type { PolicyDocument } from './policy-document';

interface PolicyOfResource {
  /** The only resource that the policy may name. */
  readonly arn: string;
  /** The prefix of its actions, e.g. `sns`. */
  readonly service: string;
  /** Names the policy in errors. */
  readonly place: string;
  /** The service's error for a policy that it does not accept. */
  readonly refuse: (message: string) => Error;
}

/**
 * Reads the policy of a topic or a queue, which lets services send to it.
 * @throws the service's error for another service's action; NotModelled by name
 */
export function parseResourcePolicy(
  document: unknown,
  { arn, service, place, refuse }: PolicyOfResource,
): PolicyDocument {
  const policy = parsePolicyDocument(document, place);
  for (const { actions, resources, services } of policy.statements) {
    const foreign = actions.find((action) => !new RegExp(`^${service}:[a-z]+$`, 'i').test(action));
    if (foreign !== undefined) throw refuse(`Policy statement action out of service scope! (${foreign}, in ${place})`);
    const other = resources.find((resource) => resource !== arn);
    if (other !== undefined) throw new NotModelled(`${place}: the resource ${other}`);
    if (services.length === 0 || resources.length === 0) throw refuse(`${place} needs a Principal and a Resource`);
  }
  return policy;
}
