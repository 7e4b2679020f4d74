import { SAMPLE_ACCOUNT } from '../../../core/account';
import { SandboxClock } from '../../../core/clock';
import type { ComplianceType } from '../../../services/config/compliance-store';
import { Endpoint } from '../../../endpoint/endpoint';
import { SecurityHub } from '../../../services/securityhub/security-hub';
import { ADMINISTRATOR } from '../../callers';
import { NOW } from '../config/local-config';

export const RULE_ARN = 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef';
export const DAVE_ARN = 'arn:aws:iam::111122223333:user/dave';

/** Security Hub alone: the test reports changes in place of Config. */
export function localHub() {
  const clock = new SandboxClock(NOW);
  const hub = new SecurityHub({
    clock,
    account: SAMPLE_ACCOUNT,
    userArns: () => new Map([['AIDADAVE', DAVE_ARN]]),
  });
  const endpoint = new Endpoint({ securityhub: hub.operations }, clock);
  return {
    clock,
    hub,
    endpoint,
    /** Changes a user's compliance now. */
    becomes: (complianceType: ComplianceType, resourceId = 'AIDADAVE', ruleName = 'a-rule') =>
      hub.receive({ ruleName, ruleArn: RULE_ARN, resourceId, complianceType, recorded: clock.now() }),
    call: (input: object = {}, caller = ADMINISTRATOR) => endpoint.call(caller, 'securityhub', 'GetFindings', input),
    wait: (milliseconds: number) => clock.runUntil(clock.now() + milliseconds),
  };
}
