import { isRecord } from '../../rule/decision/json';
import { DeployedAccount, inactiveUser, RULE, stepsOf } from '../support/deployed-account';
import { PREVIOUS } from '../infra/fixtures/templates';
import { idOf, startRunbook } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

const DOCUMENT = 'DeleteLoginProfile-inactive-iam-users';

/** 0.1.0's runbook, calling today's function. */
function previousRunbook(): unknown {
  const template: unknown = JSON.parse(PREVIOUS, (_key, value: unknown) => {
    if (!isRecord(value)) return value;
    if ('Ref' in value) return value['Ref'] === 'RuleName' ? RULE : 'the log group';
    if ('Fn::GetAtt' in value) return account.functionArn();
    const { 'Fn::Join': join } = value;
    return Array.isArray(join) && Array.isArray(join[1]) ? join[1].join('') : value;
  });
  const resources = isRecord(template) && isRecord(template['Resources']) ? Object.values(template['Resources']) : [];
  const document = resources.filter(isRecord).find(({ Type }) => Type === 'AWS::SSM::Document');
  return isRecord(document?.['Properties']) ? document['Properties']['Content'] : undefined;
}

describe("A run of 0.1.0's runbook that is interrupted by the update to this release", () => {
  it.each([true, false])(
    'deletes nothing: its events name no task, so the function refuses them (its error fails the step: %s)',
    async (functionErrorFailsStep) => {
      account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { functionErrorFailsStep } });
      account.aws.ssm.putDocument({
        name: DOCUMENT,
        documentFormat: 'JSON',
        content: previousRunbook(),
      });

      await startRunbook(account, { ResourceId: [idOf(account, 'dave')] }, DOCUMENT);
      await account.settle();

      expect(account.theExecution().status).toBe('Failed');
      expect(stepsOf(account.theExecution()).at(-1)).toBe(
        functionErrorFailsStep ? 'Confirm Failed' : 'RequireClearAnswer Failed',
      );
      expect(JSON.stringify(account.logs())).toMatch(
        /event field task must be one of confirm, confirm after wait, seconds left, tell; got undefined/,
      );
      expect(account.hasPassword('dave')).toBe(true);
      expect(account.calls('iam')).toEqual({});
    },
  );

  it('sends no event either: the function refuses the event of its last step', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    const { payload } = await account.invokeFunction({
      ruleName: RULE,
      userId: idOf(account, 'dave'),
      userName: 'dave',
      executionId: 'x',
      first: 'delete: dave: inactive',
      again: 'delete: dave: inactive',
    });

    expect(payload).toContain('event field task must be one of');
    expect(account.putEvents()).toEqual([]);
  });
});
