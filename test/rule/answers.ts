import { Endpoint, type Operations, SandboxClock } from '../../sandbox/index';
import { inProcessClients } from '../support/in-process-client';
import { NOW } from './facts';

/** An AWS that gives these answers, one after the other, to each operation; what is asked is noted in `asked`. */
export function awsThatAnswers(answers: {
  readonly iam?: Readonly<Record<string, readonly object[]>>;
  readonly config?: Readonly<Record<string, readonly object[]>>;
  readonly events?: Readonly<Record<string, readonly object[]>>;
}) {
  const asked: string[] = [];
  const operationsOf = (given: Readonly<Record<string, readonly object[]>> = {}): Operations =>
    Object.fromEntries(
      Object.entries(given).map(([name, outputs]) => {
        const left = [...outputs];
        const handle = () => {
          asked.push(name);
          const answer = left.shift();
          if (answer instanceof Error) throw answer;
          return answer;
        };
        return [name, () => ({ authorize: () => [], handle })];
      }),
    );
  const clock = new SandboxClock(NOW.getTime());
  const endpoint = new Endpoint(
    {
      iam: operationsOf(answers.iam),
      config: operationsOf(answers.config),
      events: operationsOf(answers.events),
      ssm: {},
      sts: {},
    },
    clock,
  );
  const caller = {
    arn: 'arn:aws:sts::111122223333:assumed-role/test/test',
    userId: 'x',
    accountId: '111122223333',
    policies: [],
  };
  return { ...inProcessClients(endpoint, caller), asked };
}
