import { WORD } from './probe-documents';

/**
 * The probe's function, CommonJS with the SDK that Lambda carries. A step of Automation has it echo, fail or say a word;
 * Config has it call one user NON_COMPLIANT: the one whose id is the rule's parameter `userId`.
 */
export const PROBE_FUNCTION = `
const { ConfigServiceClient, PutEvaluationsCommand } = require('@aws-sdk/client-config-service');
const config = new ConfigServiceClient({});
exports.handler = async ({ echo, fail, say, invokingEvent, ruleParameters, resultToken }) => {
  if (echo !== undefined) return { echo };
  if (fail) throw new Error('This function fails because it is asked to.');
  if (say) return '${WORD}';
  const evaluation = {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: JSON.parse(ruleParameters).userId,
    ComplianceType: 'NON_COMPLIANT',
    Annotation: 'The acceptance run calls this user NON_COMPLIANT to see what AWS Config does. Nothing happens to the user.',
    OrderingTimestamp: new Date(JSON.parse(invokingEvent).notificationCreationTime),
  };
  const { FailedEvaluations = [] } = await config.send(
    new PutEvaluationsCommand({ Evaluations: [evaluation], ResultToken: resultToken }),
  );
  if (FailedEvaluations.length > 0) throw new Error('Config did not take the evaluation.');
  return null;
};
`;
