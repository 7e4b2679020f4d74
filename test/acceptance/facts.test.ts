import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import type { AutomationExecutionStatus, StepExecution } from '@aws-sdk/client-ssm';
import { AwsError, LocalAws, type LocalAwsOptions } from '../../sandbox/index';
import { alterAnswers } from '../support/alter-answers';
import type { Context, Step } from './context';
import { answersOf } from './facts/automation-steps';
import type { FactAnswers, FactName } from './facts/facts';
import { PROBE, PROBE_TEMPLATE } from './facts/probe-template';
import { FACT_STEPS_OF_BEGIN, FACT_STEPS_OF_FINISH } from './facts/steps';
import { localContext } from './local/local-context';
import { ProbeInProcess } from './local/probe-in-process';
import { BY_DEFAULT, type Setting, THE_OTHER_WAY } from './local/settings';
import { pathOf, USERS } from './users';

const STEPS = [...FACT_STEPS_OF_BEGIN, ...FACT_STEPS_OF_FINISH];

let aws: LocalAws;
afterEach(() => aws.close());

/** A local AWS that behaves as the options say, with the users that the facts need and the probe's stack. */
async function probed(options: Partial<LocalAwsOptions> = {}): Promise<Context> {
  aws = await LocalAws.start({
    now: Date.parse('2026-11-24T08:00:00Z'),
    startEnvironment: (_definition, _variables, clock, caller) => new ProbeInProcess(clock, aws.endpoint, caller),
    ...options,
  });
  const context = localContext(aws);
  for (const user of [USERS.probe, USERS.newPassword, USERS.comma]) {
    await context.iam.send(new CreateUserCommand({ UserName: user.name, Path: pathOf(user) }));
  }
  await context.cloudformation.send(
    new CreateStackCommand({
      StackName: PROBE,
      TemplateBody: JSON.stringify(PROBE_TEMPLATE),
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [{ ParameterKey: 'UserId', ParameterValue: aws.iam.find(USERS.probe.name)?.userId }],
    }),
  );
  await aws.clock.runUntilIdle();
  return context;
}

/** What the steps find; one that is interrupted is repeated. */
async function find(context: Context, steps: readonly Step[] = STEPS): Promise<FactAnswers> {
  const found: FactAnswers = {};
  for (const step of steps) {
    const { facts } = await aws.clock.runUntilSettled(untilDone(() => step.run(context)));
    Object.assign(found, facts);
  }
  return found;
}

class Interrupted extends Error {}

async function untilDone<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Interrupted) return await untilDone(run);
    throw error;
  }
}

/** The command ends as soon as AWS has done this, and is started again; once. */
function interruptAfter(operation: string): void {
  let interrupted = false;
  alterAnswers(aws.endpoint, operation, (answer) => {
    if (interrupted) return answer;
    interrupted = true;
    throw new Interrupted(operation);
  });
}

function answers(found: FactAnswers): Partial<Record<FactName, string>> {
  return Object.fromEntries(Object.entries(found).map(([name, { answer }]) => [name, answer]));
}

const MIXED: readonly Setting[] = [
  {
    name: 'a Put starts what NON_COMPLIANT does not, a step fails, and IAM refuses for longer than the command tries',
    options: {
      unconfirmed: { outputOfStepNotRun: 'fails', sourceArnOfConfigRuns: 'absent' },
      config: { repeatedNonCompliant: 'ignored' },
      iam: { unmodifiableSeconds: 20 * 60 },
    },
    facts: {
      ...BY_DEFAULT.facts,
      outputOfStepNotRun: 'it fails',
      sourceArn: 'no',
      repeatedNonCompliant: 'is ignored',
      newPassword: 'for a while',
    },
  },
  {
    name: 'NON_COMPLIANT starts what a Put does not, and the version is that of the Put',
    options: { config: { repeatedPut: 'ignored', documentVersion: 'at put' } },
    facts: {
      ...BY_DEFAULT.facts,
      repeatedPut: 'is ignored',
      documentVersion: 'the version when the remediation was put',
    },
  },
];

describe('the facts', () => {
  it.each([THE_OTHER_WAY, ...MIXED])('are found: $name', async ({ options, facts }) => {
    const found = await find(await probed(options));
    expect(answers(found)).toEqual(facts);
    expect(Object.values(found).map(({ evidence }) => evidence)).not.toContain('');
    expect(aws.iam.find(USERS.newPassword.name)?.loginProfile).toBeUndefined();
  });

  it.each([BY_DEFAULT, THE_OTHER_WAY])(
    'are found by a command that is interrupted: $name',
    async ({ options, facts }) => {
      const context = await probed(options);
      for (const operation of [
        'StartAutomationExecution',
        'StartConfigRulesEvaluation',
        'StartRemediationExecution',
        'UpdateStack',
        'PutRemediationConfigurations',
        'UpdateDocument',
        'UpdateDocumentDefaultVersion',
        'CreateLoginProfile',
        'UpdateLoginProfile',
        'DeleteLoginProfile',
      ]) {
        interruptAfter(operation);
      }
      expect(answers(await find(context))).toEqual(facts);
    },
  );

  it('are found while IAM does not know the new role everywhere', async () => {
    const context = await probed();
    let refusals = 0;
    aws.endpoint.interceptors.push(({ operation }) => {
      refusals += operation === 'StartAutomationExecution' ? 1 : 0;
      if (operation === 'StartAutomationExecution' && refusals < 3) {
        throw new AwsError('InvalidAutomationExecutionParametersException', 'The role is unable to be assumed.');
      }
    });
    expect(await find(context, STEPS.slice(0, 1))).toMatchObject({ lambdaString: { answer: 'bare' } });
  });

  it('are unclear if the rule is evaluated while nothing else may happen', async () => {
    const context = await probed();
    aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'PutRemediationConfigurations') {
        aws.clock.spawn(async () => void (await aws.config.evaluate(PROBE)));
      }
    });
    expect(await find(context, STEPS.slice(0, 3))).toMatchObject({ repeatedPut: { answer: 'unclear' } });
  });

  it('are unclear if Config never comes to rest', async () => {
    const context = await probed();
    // Config evaluates the rule again after each run, which starts another run.
    aws.ssm.statusObservers.push(({ documentName, status }) => {
      if (documentName !== PROBE || status !== 'Success') return;
      aws.clock.spawn(async () => {
        await aws.clock.sleep(5 * 60_000);
        await aws.config.evaluate(PROBE);
      });
    });
    expect(await find(context, STEPS.slice(0, 3))).toMatchObject({
      repeatedPut: { answer: 'unclear', evidence: expect.stringContaining('did not come to rest') },
    });
  });

  it("are found by the template's own function, as Lambda runs it", async () => {
    const context = await probed({ startEnvironment: undefined });
    const found = await find(context, STEPS.slice(0, 2));
    expect(found).toMatchObject({ functionError: { answer: 'fails the step' }, sourceArn: { answer: 'yes' } });
  });
});

describe('a run of the steps that tells nothing', () => {
  const ran = (StepName: string, Payload: string, StepStatus: AutomationExecutionStatus = 'Success') => ({
    StepName,
    StepStatus,
    Outputs: { Payload: [Payload] },
  });
  const said = [ran('Say', 'spoken'), ran('Echo', '{"echo":"spoken"}')];

  it.each<[string, StepExecution[] | undefined, Partial<Record<FactName, string>>]>([
    ['one that was refused', undefined, { lambdaString: 'did not get as far as it must' }],
    ['one whose role may not invoke', [ran('Say', '', 'Failed')], { outputOfStepNotRun: 'the step Say is Failed' }],
    [
      'a step that gets something else',
      [said[0] ?? {}, ran('Echo', '{"echo":"\'spoken\'"}')],
      { lambdaString: "got 'spoken'" },
    ],
    ['a step that is cancelled', [...said, ran('Fail', '', 'Cancelled')], { functionError: 'Fail is Cancelled' }],
    ['an output that is empty', [...said, ran('NameSkipped', '{"echo":""}')], { outputOfStepNotRun: 'The step got: ' }],
  ])('is unclear: %s', (_, StepExecutions, evidence) => {
    const found = answersOf(StepExecutions && { StepExecutions });
    for (const [name, text] of Object.entries(evidence)) {
      expect(found).toMatchObject({ [name]: { answer: 'unclear', evidence: expect.stringContaining(text) } });
    }
  });
});
