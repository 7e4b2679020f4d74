import { ListUsersCommand, IAMClient } from '@aws-sdk/client-iam';
import { CommanderError } from 'commander';
import { failureOf } from '../../../audit/command/failure';
import { NoCredentials, UnreadableInput, UnwrittenAnswer } from '../../../audit/aws/errors';
import { InvalidCredentialReport, InvalidParameter, OperationFailed } from '../../../rule/decision/errors';

/** An error as AWS's SDK throws it. */
function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: 403 } });
}

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code} iam.example`), { code, syscall });
}

const BUG = new TypeError("Cannot read properties of undefined (reading 'name')");

describe('An error ends the command', () => {
  it.each<[string, number, Error, string]>([
    [
      'wrong usage',
      2,
      new CommanderError(1, 'x', 'error: unknown option\n(Did you mean it?)'),
      'error: unknown option (Did you mean it?)',
    ],
    ['a wrong parameter', 2, new InvalidParameter('maxIdleDays', 0, 'more'), 'error: maxIdleDays must be more; got 0'],
    [
      'a broken file',
      2,
      new UnreadableInput('x.csv is empty', { cause: systemError('ENOENT', 'open') }),
      'error: x.csv is empty',
    ],
    ['a hostile name', 2, new UnreadableInput('a\u001b[2J\u202e.csv is empty'), 'error: a [2J?.csv is empty'],
    ['a full disk', 3, new UnwrittenAnswer('--save a.csv: full'), '--save a.csv: full'],
    [
      'a file that is not a credential report',
      3,
      new InvalidCredentialReport('line 3'),
      'the account could not be read: not a credential report: line 3',
    ],
    [
      'a denied call',
      3,
      awsError('AccessDenied', 'not\n allowed'),
      'the account could not be read: AccessDenied: not allowed',
    ],
    [
      'a denied call for one user',
      3,
      new OperationFailed('user dave could not be read', awsError('AccessDenied', 'not allowed')),
      'the account could not be read: user dave could not be read: AccessDenied: not allowed',
    ],
    [
      'no credentials',
      3,
      new NoCredentials('give some', { cause: new Error('x') }),
      'the account could not be read: give some',
    ],
    [
      'no region',
      3,
      new Error('Region is missing'),
      'the account could not be read: no region is set: give --region, or set AWS_REGION',
    ],
    [
      'an unknown host',
      3,
      systemError('ENOTFOUND', 'getaddrinfo'),
      'the account could not be read: getaddrinfo ENOTFOUND iam.example: check the region, the network and HTTPS_PROXY',
    ],
    [
      'a proxy that inspects TLS',
      3,
      Object.assign(new Error('self-signed'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'the account could not be read: self-signed: if a proxy inspects TLS, give its certificate with NODE_EXTRA_CA_CERTS',
    ],
  ])('for %s with %i and one line', (_what, status, error, message) => {
    expect(failureOf(error, true)).toEqual({ status, message });
  });

  it.each<[string, unknown]>([
    ['a TypeError', BUG],
    ['one that our own error wraps', new OperationFailed('user dave could not be read', BUG)],
    ['one while a file is read', new UnreadableInput('x.csv cannot be read', { cause: BUG })],
    ['Node’s complaint about an argument', Object.assign(new TypeError('no'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['any other error', new Error('unforeseen')],
    ['what is no error', 'thrown text'],
  ])('for a bug with 70, not for the account: %s', (_what, error) => {
    const { status, message } = failureOf(error, false);

    expect(status).toBe(70);
    expect(message).toMatch(/^this is a bug in inactive-iam-users: .*; run again with --debug, and report it/);
    expect(message).not.toContain('\n');
  });

  it('for a bug with the stack of each cause behind --debug', () => {
    const { message } = failureOf(new OperationFailed('user dave could not be read', BUG), true);

    expect(message.match(/failure\.test\.ts/g)?.length).toBeGreaterThan(1);
  });

  it.each<[string, () => Promise<object>, string]>([
    [
      'a login page instead of AWS’s answer',
      async () => ({ response: { statusCode: 200, headers: {}, body: Buffer.from('<html><p></html>') } }),
      'HTTP 200 came back, and not from AWS: check the network and HTTPS_PROXY',
    ],
    [
      'a fault in the SDK itself',
      () => Promise.reject(new TypeError('x is no function')),
      'TypeError: x is no function',
    ],
  ])('for %s with 3: the SDK marks it', async (_what, handle, message) => {
    const iam = new IAMClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'A', secretAccessKey: 'b' },
      requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } },
    });

    const error: unknown = await iam.send(new ListUsersCommand({})).catch((thrown: unknown) => thrown);

    expect(failureOf(error, false)).toMatchObject({ status: 3, message: expect.stringContaining(message) });
  });
});
