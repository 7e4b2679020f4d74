import { parse } from 'yaml';
import { BEGINNINGS } from '../../remediation/confirmation';
import { isRecord } from '../../rule/decision/json';
import { AwsError } from '../../sandbox/index';
import { DeployedAccount, inactiveUser } from '../support/deployed-account';
import { choicesOf, FUNCTION, RUNBOOK, stepNamed, TEXT } from './parsed-runbook';

describe('The runbook', () => {
  it('has one step a line, with each reference in quotes: some readers of YAML take braces for a map', () => {
    const lines = TEXT.slice(TEXT.indexOf('mainSteps:\n') + 'mainSteps:\n'.length)
      .trimEnd()
      .split('\n');

    expect(lines).toHaveLength(RUNBOOK.steps.length);
    for (const line of lines) {
      expect(line).toMatch(/^- \{name: \w+, action: 'aws:\w+', .*\}$/);
      expect(line.replaceAll(/'[^']*'/g, '')).not.toContain('{{');
    }
  });

  it('tolerates only the failure of an evaluation and of an event', () => {
    const tolerated = RUNBOOK.steps.filter(({ isCritical }) => !isCritical);

    expect(tolerated.map(({ name, onFailure }) => [name, onFailure])).toEqual([
      ['Tell', 'Continue'],
      ['Evaluate', { step: 'WaitForEvaluation' }],
      ['EvaluateAgain', 'Continue'],
      ['TellFailure', 'Continue'],
    ]);
  });

  it('marks a failed deletion as critical, although the run goes on', () => {
    expect(stepNamed('DeleteLoginProfile')).toMatchObject({
      isCritical: true,
      onFailure: { step: 'TellFailure' },
      maxAttempts: 1,
    });
    expect(TEXT).toMatch(/name: DeleteLoginProfile, .*isCritical: true/);
  });

  it("names each step's successor: nothing depends on the order in the document", () => {
    for (const { name, actionName, nextStep, isEnd } of RUNBOOK.steps) {
      const follows = [nextStep !== undefined, isEnd, actionName === 'aws:branch'].filter(Boolean);
      expect([name, ...follows]).toEqual([name, true]);
    }
  });

  it.each(['Decide', 'DecideAgain'])('takes the choices of %s from the answers, with and without quotes', (name) => {
    const begins = choicesOf(stepNamed(name)).map(({ StartsWith }) => StartsWith);
    const words = [BEGINNINGS.inactive, BEGINNINGS.keep, BEGINNINGS.later];
    const expected = name === 'Decide' ? [...words, BEGINNINGS.wait] : words;

    expect(begins.toSorted()).toEqual(expected.flatMap((word) => [word, `"${word}`]).toSorted());
  });

  it.each(['Decide', 'DecideAgain'])('leads from %s to a failure if there is no clear answer', (name) => {
    expect(stepNamed(name).inputs['Default']).toBe('RequireClearAnswer');
  });

  it("passes only the run's id to the function, and nothing that a step has answered", () => {
    for (const name of ['Tell', 'TellFailure']) {
      expect(stepNamed(name).inputs).toEqual({
        FunctionName: FUNCTION,
        InputPayload: { task: 'tell', executionId: '{{ automation:EXECUTION_ID }}' },
      });
    }
  });

  it('has the cap as a parameter that no step reads: raising it changes the configuration', () => {
    expect(RUNBOOK.parameters.map(({ name }) => name)).toEqual(['AutomationAssumeRole', 'ResourceId', 'MaxRemovals']);
    expect(TEXT).not.toContain('{{ MaxRemovals }}');
  });

  it('tells an operator what it does and leaves alone, how to stop it, and how to restore access', () => {
    expect(RUNBOOK.description).toContain('**my-rule** reports as NON_COMPLIANT');
    expect(RUNBOOK.description).toMatch(
      /it \*\*deletes\*\* the login profile \(the console password\) and nothing else/,
    );
    expect(RUNBOOK.description).toMatch(/\*\*To stop every removal at once\*\*, set the rule's maxRemovals to 0/);
    expect(RUNBOOK.description).toContain('`aws iam create-login-profile --user-name=NAME');
  });

  it.each([
    ['ResourceId', 'Unique id of the IAM user (AIDA...), not the name.'],
    ['AutomationAssumeRole', 'ARN of the role that the stack made for this runbook.'],
    ['MaxRemovals', 'No step reads it; a new value can start held runs.'],
  ])('tells an operator what %s is', (name, description) => {
    const document: unknown = parse(TEXT);
    const parameters = isRecord(document) ? document['parameters'] : undefined;

    expect(isRecord(parameters) && parameters[name]).toMatchObject({ description });
  });

  it.each([
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
    const pattern = RUNBOOK.parameters.find(({ name }) => name === parameter)?.allowedPattern;

    expect(pattern?.test(value)).toBe(taken);
  });
});

describe('A read of the runbook', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it.each(['ListDiscoveredResources', 'DescribeConfigRules'])(
    'is made again if %s has failed twice',
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
