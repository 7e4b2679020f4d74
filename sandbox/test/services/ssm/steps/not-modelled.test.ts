import { NotModelled } from '../../../../core/aws-error';
import { type FakeCall, getUser, harness, nap, onlyExecution, putRunbook, runbook } from '../harness';

const notModelled = ({ operation }: FakeCall) => {
  throw new NotModelled(`iam:${operation}`);
};

describe('a step that meets what is not modelled', () => {
  it('ends the run and fails the clock', async () => {
    const local = harness({ call: notModelled });
    const content = runbook([getUser('get', { onFailure: 'Continue', maxAttempts: 3 }), nap('more')]);
    putRunbook(local, content);
    const id = local.ssm.start({ documentName: 'Remove-Login-Profile', parameters: {}, startedBy: 'the test' });
    await expect(local.clock.runUntilIdle()).rejects.toThrow('not modelled by this local AWS: iam:GetUser');
    expect(await local.ssm.ended(id)).toMatchObject({ status: 'Failed' });
    expect(local.calls).toHaveLength(1);
    expect(onlyExecution(local.ssm).failureMessage).toContain('iam:GetUser');
  });
});
