import { SandboxClock } from '../../core/clock';
import { Endpoint } from '../../endpoint/endpoint';
import type { Operation } from '../../endpoint/operation';
import { ADMINISTRATOR, callerWith } from '../callers';

const getUser: Operation = (input) => {
  const name = input.text('UserName');
  return {
    authorize: () => [{ arn: `arn:aws:iam::111122223333:user/${name}` }],
    handle: () => {
      throw new Error('looked up');
    },
  };
};
const endpoint = new Endpoint({ iam: { GetUser: getUser } }, new SandboxClock(0));
const STRANGER = callerWith({ Effect: 'Deny', Action: '*', Resource: '*' });

describe('an operation', () => {
  it.each([
    ['refuses a malformed request first', STRANGER, {}, 'Member must not be null'],
    ['then a caller who lacks permission', STRANGER, { UserName: 'x' }, 'is not authorized to perform: iam:GetUser'],
    ['and looks up only what the caller may see', ADMINISTRATOR, { UserName: 'x' }, 'looked up'],
  ])('%s', async (_case, caller, input, message) => {
    await expect(endpoint.call(caller, 'iam', 'GetUser', input)).rejects.toThrow(message);
  });

  it.each([
    ['ListGroups', 'not modelled by this local AWS: iam:ListGroups'],
    ['GetNothing', 'Could not find operation GetNothing for iam'],
    ['constructor', 'Could not find operation constructor for iam'],
  ])('%s is not served', async (operation, message) => {
    await expect(endpoint.call(ADMINISTRATOR, 'iam', operation, {})).rejects.toThrow(message);
  });
});
