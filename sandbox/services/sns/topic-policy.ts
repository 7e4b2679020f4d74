import { AwsError, NotModelled } from '../../core/aws-error';
import { parsePolicyDocument } from '../../policy/parse-policy';
import type { PolicyDocument } from '../../policy/policy-document';

/**
 * Reads a topic's policy, which lets services publish. AWS: "SetTopicAttributes", SNS API Reference.
 * @throws AwsError InvalidParameter for an action that is not of SNS; NotModelled by name
 */
export function parseTopicPolicy(document: unknown, topicArn: string): PolicyDocument {
  const where = `the policy of the topic ${topicArn}`;
  const policy = parsePolicyDocument(document, where);
  for (const { actions, resources, services } of policy.statements) {
    const foreign = actions.find((action) => !/^sns:[a-z]+$/i.test(action));
    if (foreign !== undefined) {
      const message = `Invalid parameter: Policy statement action out of service scope! (${foreign}, in ${where})`;
      throw new AwsError('InvalidParameter', message);
    }
    const other = resources.find((resource) => resource !== topicArn);
    if (other !== undefined) throw new NotModelled(`${where}: the resource ${other}`);
    if (services.length === 0 || resources.length === 0) {
      throw new AwsError('InvalidParameter', `Invalid parameter: ${where} needs a Principal and a Resource`);
    }
  }
  return policy;
}
