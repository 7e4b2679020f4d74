import { AwsError } from '../../sandbox/endpoint/aws-error';
import { runbook } from '../../remediation/runbook';
import { DeployedAccount, inactiveUser } from '../support/deployed-account';

function made() {
  return runbook({ ruleName: 'my-rule', functionArn: 'arn:aws:lambda:…:my-function', logGroupName: '/my/log' });
}

describe('The runbook', () => {
  it.each(['FindUser', 'WaitForReport', 'RequireClearAnswer', 'DeleteLoginProfile', 'Tell'])(
    'says of %s what it does, in a sentence',
    (name) => {
      expect(made().mainSteps.find((step) => step.name === name)?.description).toMatch(/^[A-Z].{8,}\.$/);
    },
  );

  it('tolerates the failure of nothing but an evaluation and what it tells', () => {
    const tolerated = made().mainSteps.filter(({ onFailure, isCritical }) => onFailure ?? isCritical);

    expect(tolerated.map(({ name, onFailure, isCritical }) => ({ name, onFailure, isCritical }))).toEqual([
      { name: 'Evaluate', onFailure: 'step:WaitForEvaluation', isCritical: false },
      { name: 'EvaluateAgain', onFailure: 'Continue', isCritical: false },
      { name: 'Tell', onFailure: 'Continue', isCritical: false },
    ]);
  });

  it('says for each step what follows it: nothing is left to the order in the document', () => {
    for (const { name, action, nextStep, isEnd } of made().mainSteps) {
      const follows = [nextStep !== undefined, isEnd === true, action === 'aws:branch'].filter(Boolean);
      expect([name, ...follows]).toEqual([name, true]);
    }
  });

  it('tells an operator whom it is for, what it does and leaves alone, and how to give access back', () => {
    const { description, parameters } = made();

    expect(description).toContain('**my-rule** reports as NON_COMPLIANT');
    expect(description).toContain('it **deletes** the login\nprofile (the console password) and nothing else');
    expect(description).toContain('`aws iam create-login-profile --user-name=NAME');
    expect(parameters.ResourceId.description).toBe('Unique id of the IAM user (AIDA...), not the name.');
    expect(parameters.AutomationAssumeRole.description).toContain('ARN of the role that the stack made');
  });

  it.each<[string, 'ResourceId' | 'AutomationAssumeRole', string, boolean]>([
    ['a user’s id', 'ResourceId', 'AIDACKCEVSQ6C2EXAMPLE', true],
    ['a role’s id', 'ResourceId', 'AROACKCEVSQ6C2EXAMPLE', false],
    ['a user’s id with a command after it', 'ResourceId', 'AIDACKCEVSQ6C2EXAMPLE; rm', false],
    ['a user’s id with a command before it', 'ResourceId', 'x AIDACKCEVSQ6C2EXAMPLE', false],
    ['a user’s name', 'ResourceId', 'AIDAdave', false],
    ['a role', 'AutomationAssumeRole', 'arn:aws:iam::111122223333:role/team/a+role', true],
    ['a role of GovCloud', 'AutomationAssumeRole', 'arn:aws-us-gov:iam::111122223333:role/a-role', true],
    ['a role with more after it', 'AutomationAssumeRole', 'arn:aws:iam::111122223333:role/a-role b', false],
    ['a role with more before it', 'AutomationAssumeRole', 'x arn:aws:iam::111122223333:role/a-role', false],
    ['a user', 'AutomationAssumeRole', 'arn:aws:iam::111122223333:user/dave', false],
    ['a role without a name', 'AutomationAssumeRole', 'arn:aws:iam::111122223333:role/', false],
    ['a role of no account', 'AutomationAssumeRole', 'arn:aws:iam::1111:role/a-role', false],
  ])('takes for its parameter: %s (%s %s: %s)', (_what, parameter, value, taken) => {
    expect(new RegExp(made().parameters[parameter].allowedPattern).test(value)).toBe(taken);
  });
});

describe('A read of the runbook', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it.each(['ListDiscoveredResources', 'DescribeConfigRules'])(
    'is made again where %s has failed twice',
    async (operation) => {
      account = await DeployedAccount.create([inactiveUser()]);
      await account.evaluate();
      let failures = 0;
      account.aws.endpoint.interceptors.push((call) => {
        if (call.operation !== operation || failures === 2) return;
        failures += 1;
        throw new AwsError('AccessDeniedException', 'not now', 403);
      });

      await account.settle();

      expect(failures).toBe(2);
      expect(account.theExecution().status).toBe('Success');
      expect(account.hasPassword('dave')).toBe(false);
    },
  );
});
