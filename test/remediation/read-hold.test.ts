import { readHold } from '../../remediation/read-hold';
import { DEFAULT_PARAMETERS } from '../../rule/decision/default-parameters';
import { Endpoint, type Operations, SandboxClock } from '../../sandbox/index';
import { RULE } from '../support/deployed-account';
import { inProcessClients } from '../support/in-process-client';

const caller = {
  arn: 'arn:aws:sts::111122223333:assumed-role/test/test',
  userId: 'x',
  accountId: '111122223333',
  policies: [],
};

/** Asks a Config that gives these answers, one a page. */
async function ask(maxRemovals: number, ...pages: object[]) {
  const asked: unknown[] = [];
  const answer: Operations[string] = (input) => {
    asked.push(input.optionalText('NextToken'));
    return { authorize: () => [], handle: () => pages.shift() ?? { EvaluationResults: [] } };
  };
  const endpoint = new Endpoint({ config: { GetComplianceDetailsByConfigRule: answer } }, new SandboxClock(0));
  const hold = await readHold(inProcessClients(endpoint, caller).config, RULE, { ...DEFAULT_PARAMETERS, maxRemovals });
  return { hold, calls: asked.length };
}

function page(annotations: readonly string[], NextToken?: string): object {
  return {
    EvaluationResults: annotations.map((Annotation, index) => ({
      EvaluationResultIdentifier: {
        EvaluationResultQualifier: {
          ConfigRuleName: RULE,
          ResourceType: 'AWS::IAM::User',
          ResourceId: `AIDAEXAMPLEEXAMP${index}${NextToken ?? 'END'}`,
        },
      },
      ComplianceType: 'NON_COMPLIANT',
      Annotation,
    })),
    ...(NextToken !== undefined && { NextToken }),
  };
}

const plain = (count: number) =>
  Array.from({ length: count }, (_, index) => `u${index}: inactive for more than 90 days`);
const marked = (inactive: number) => `dave: held, ${inactive} users are inactive and maxRemovals is 3; inactive for …`;

describe('Removals are held', () => {
  it.each<[string, number, readonly string[], string | undefined]>([
    ['not if nobody is stored as inactive', 1, [], undefined],
    ['not if as many are stored as may go', 3, plain(3), undefined],
    ['if one more is stored', 3, plain(4), 'held, 4 users are inactive and maxRemovals is 3'],
    [
      'if a mark names more, though one alone is stored',
      3,
      [marked(60)],
      'held, 60 users are inactive and maxRemovals is 3',
    ],
    ['by the largest mark', 3, [marked(5), marked(60), marked(7)], 'held, 60 users are inactive and maxRemovals is 3'],
    ['not by a mark that maxRemovals, as it is now, allows', 60, [marked(60)], undefined],
    [
      'by a mark that maxRemovals, as it is now, does not allow',
      59,
      [marked(60)],
      'held, 60 users are inactive and maxRemovals is 59',
    ],
    ['whatever is stored, if maxRemovals is 0', 0, [], 'maxRemovals is 0: no password is deleted'],
    ['not by what only looks like a mark', 3, ['a: exempt by its tag b: held, 60 users are inactive'], undefined],
  ])('%s', async (_what, maxRemovals, annotations, expected) => {
    await expect(ask(maxRemovals, page(annotations))).resolves.toMatchObject({ hold: expected });
  });

  it.each([
    ['on after a page of as many as may go', 100, 2],
    ['no further than the page that exceeds maxRemovals', 99, 1],
    ['nothing if maxRemovals is 0', 0, 0],
  ])('reading %s', async (_what, maxRemovals, calls) => {
    const answer = await ask(maxRemovals, page(plain(100), 'next'), page(plain(20)));

    expect(answer.calls).toBe(calls);
    expect(answer.hold).toBeDefined();
  });

  it('only by a complete answer: one without its list is refused, not taken as empty', async () => {
    await expect(ask(3, {})).rejects.toThrow('AWS answered without EvaluationResults');
  });
});
