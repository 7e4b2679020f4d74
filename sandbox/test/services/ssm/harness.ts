import { Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { SandboxClock } from '../../../core/clock';
import { AwsError, NotModelled } from '../../../core/aws-error';
import { Endpoint } from '../../../endpoint/endpoint';
import type { Caller } from '../../../policy/caller';
import type { FunctionResult } from '../../../services/lambda/lambda';
import type { Execution } from '../../../services/ssm/execution';
import type { SsmContext } from '../../../services/ssm/automation';
import { Ssm } from '../../../services/ssm/ssm';
import type { UnconfirmedBehaviour } from '../../../services/ssm/steps/action';

export const START = Date.parse('2026-03-01T06:00:00Z');
export const ROLE_ARN = 'arn:aws:iam::111122223333:role/Remediation';
export const DOCUMENT_NAME = 'Remove-Login-Profile';

/** What AWS shows for the output of a step that has not succeeded. */
export const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

/** A caller who may do everything. */
export const OPERATOR = caller('operator');

export function caller(name: string, actions: readonly string[] = ['*'], resources: readonly string[] = ['*']): Caller {
  return {
    arn: `arn:aws:sts::111122223333:assumed-role/${name}/session`,
    userId: `AROAEXAMPLE:${name}`,
    accountId: '111122223333',
    policies: [{ statements: [{ effect: 'Allow', actions, resources, services: [], principals: [], conditions: [] }] }],
  };
}

export interface FakeCall {
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

interface Fakes {
  /** The answer of every API call that a step makes. */
  readonly call?: (call: FakeCall) => object | Promise<object>;
  readonly invoke?: (functionName: string, event: unknown) => FunctionResult | Promise<FunctionResult>;
  readonly assume?: SsmContext['roles']['assume'];
  readonly unconfirmed?: Partial<UnconfirmedBehaviour>;
  readonly stepDelay?: () => number;
}

/** An Ssm on a clock of its own, with the rest of the local AWS faked. */
export function harness({ call, invoke, assume, unconfirmed, stepDelay }: Fakes = {}) {
  const clock = new SandboxClock(START);
  const calls: FakeCall[] = [];
  const sessions: string[] = [];
  const ssm = new Ssm(
    {
      clock,
      account: SAMPLE_ACCOUNT,
      ids: new Ids(),
      roles: {
        assume: (roleArn, by, session) => {
          sessions.push(session);
          return assume ? assume(roleArn, by, session) : caller(session);
        },
      },
      lambda: {
        invokeByCaller: async (_, functionName, event) =>
          (await invoke?.(functionName, event)) ?? { payload: 'null', log: [] },
      },
      call: async ({ arn }, service, operation, input) => {
        const made = { caller: arn, service, operation, input };
        calls.push(made);
        return (await call?.(made)) ?? {};
      },
      ...(stepDelay && { stepDelay }),
    },
    unconfirmed,
  );
  const endpoint = new Endpoint({ iam: {}, sts: {}, config: {}, ssm: ssm.operations }, clock);
  return { clock, ssm, endpoint, calls, sessions };
}

/** A call that fails. */
export function noSuchEntity(): never {
  throw new AwsError('NoSuchEntity', 'The user with name dave cannot be found.', 404);
}

export type StepContent = Readonly<Record<string, unknown>>;

/** A runbook's content around its steps. */
export function runbook(steps: readonly StepContent[], overrides: Readonly<Record<string, unknown>> = {}): StepContent {
  return { schemaVersion: '0.3', assumeRole: ROLE_ARN, mainSteps: steps, ...overrides };
}

/** A step that calls iam:GetUser. */
export function getUser(name: string, overrides: StepContent = {}): StepContent {
  return {
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'iam', Api: 'GetUser', UserName: 'dave' },
    ...overrides,
  };
}

/** A step that sleeps for a second. */
export function nap(name: string, overrides: StepContent = {}): StepContent {
  return { name, action: 'aws:sleep', inputs: { Duration: 'PT1S' }, ...overrides };
}

export function putRunbook({ ssm }: { readonly ssm: Ssm }, content: unknown): void {
  ssm.putDocument({ name: DOCUMENT_NAME, documentFormat: 'JSON', content });
}

/** Puts the runbook, runs it to its end and returns the run. */
export async function run(
  local: ReturnType<typeof harness>,
  content: unknown,
  parameters: Readonly<Record<string, readonly string[]>> = {},
): Promise<Execution> {
  putRunbook(local, content);
  local.ssm.start({ documentName: DOCUMENT_NAME, parameters, startedBy: 'the test' });
  await local.clock.runUntilIdle();
  return onlyExecution(local.ssm);
}

export function onlyExecution(ssm: Ssm): Execution {
  const [execution, ...others] = ssm.executions();
  if (!execution || others.length > 0) throw new Error(`expected one execution, got ${others.length + 1}`);
  return execution;
}

/** e.g. `first:Success second:Pending`. */
export function statuses({ steps }: Execution): string {
  return steps.map(({ name, status }) => `${name}:${status}`).join(' ');
}

export const branchTo = (inputs: object, overrides = {}) => ({
  name: 'decide',
  action: 'aws:branch',
  inputs,
  ...overrides,
});
export const lambda = (inputs: object) => ({ name: 'confirm', action: 'aws:invokeLambdaFunction', inputs });

/** Why a document is refused. @throws Error if it is accepted */
export function refusalOf(content: unknown): Error {
  try {
    putRunbook(harness(), content);
  } catch (error) {
    if (error instanceof AwsError || error instanceof NotModelled) return error;
    throw error;
  }
  throw new Error('the document was accepted');
}
