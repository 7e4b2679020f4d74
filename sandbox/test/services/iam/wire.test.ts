import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CredentialReportExpiredException,
  CredentialReportNotPresentException,
  CredentialReportNotReadyException,
  DeleteAccessKeyCommand,
  DeleteConflictException,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  EntityAlreadyExistsException,
  EntityTemporarilyUnmodifiableException,
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  IAMServiceException,
  InvalidInputException,
  LimitExceededException,
  ListAccessKeysCommand,
  ListUserTagsCommand,
  ListUsersCommand,
  NoSuchEntityException,
  PasswordPolicyViolationException,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
  UpdateLoginProfileCommand,
  UpdateUserCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsError } from '../../../core/aws-error';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { ADMINISTRATOR, callerWith } from '../../callers';
import { HOUR, NOW, SECOND, localIam } from './local-iam';

const ODD = 'a+b=c,d.e@f-g_h';
const PASSWORD = 'p&ss<W0rd>"\' é+%=';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** The local AWS on HTTP, and the SDK's own clients of it; closed after the test. */
async function served(caller = ADMINISTRATOR) {
  const local = localIam(NOW, { unmodifiableSeconds: 10 });
  const store = new CredentialStore();
  const server = new HttpServer(local.endpoint, store, local.clock);
  const endpoint = await server.listen();
  const settings = { endpoint, region: 'us-east-1', maxAttempts: 1, credentials: store.issue(caller) };
  const iam = new IAMClient(settings);
  const sts = new STSClient(settings);
  opened.push(async () => {
    iam.destroy();
    sts.destroy();
    await server.close();
  });
  return { ...local, account: local.iam, iam, sts };
}

let aws: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  aws = await served();
});

describe("the SDK's client", () => {
  it('makes, reads, renames and deletes a user of an odd name', async () => {
    const path = '/ops!"#$%&()*;<>?[]^`{|}~/';
    const made = await aws.iam.send(new CreateUserCommand({ UserName: ODD, Path: path }));

    const arn = `arn:aws:iam::111122223333:user${path}${ODD}`;
    expect(made.User).toEqual({
      Path: path,
      UserName: ODD,
      UserId: expect.stringMatching(/^AIDA/),
      Arn: arn,
      CreateDate: new Date(NOW),
    });
    expect((await aws.iam.send(new GetUserCommand({ UserName: ODD }))).User).toEqual(made.User);
    expect(await aws.iam.send(new ListUsersCommand({ PathPrefix: '/ops' }))).toMatchObject({
      Users: [made.User],
      IsTruncated: false,
    });
    await aws.iam.send(new UpdateUserCommand({ UserName: ODD, NewUserName: 'x', NewPath: '/' }));
    expect(aws.account.find('x')).toMatchObject({ arn: 'arn:aws:iam::111122223333:user/x', userId: made.User?.UserId });
    await aws.iam.send(new DeleteUserCommand({ UserName: 'x' }));
    expect(aws.account.users()).toEqual([]);
  });

  it('reads all pages of users', async () => {
    for (let number = 0; number < 2345; number += 1) {
      aws.account.seed({ userName: `user+${number}`, createDate: NOW, passwordLastUsed: NOW });
    }
    const names = new Set<string | undefined>();
    let pages = 0;

    for await (const page of paginateListUsers({ client: aws.iam, pageSize: 1000 }, {})) {
      pages += 1;
      for (const user of page.Users ?? []) names.add(user.UserName);
    }

    expect([pages, names.size]).toEqual([3, 2345]);
  });

  it('sets, lists and removes tags in any script', async () => {
    aws.account.seed({ userName: ODD, createDate: NOW });
    const Tags = [
      { Key: 'Größe 名前', Value: 'été ٣ _.:/=+-@' },
      { Key: 'empty', Value: '' },
    ];

    await aws.iam.send(new TagUserCommand({ UserName: ODD, Tags }));

    expect((await aws.iam.send(new GetUserCommand({ UserName: ODD }))).User?.Tags).toEqual(Tags);
    expect((await aws.iam.send(new ListUserTagsCommand({ UserName: ODD }))).Tags).toEqual(
      Tags.toSorted((one, other) => (one.Key < other.Key ? -1 : 1)),
    );
    await aws.iam.send(new UntagUserCommand({ UserName: ODD, TagKeys: ['größe 名前', 'EMPTY'] }));
    expect((await aws.iam.send(new ListUserTagsCommand({ UserName: ODD }))).Tags).toEqual([]);
  });

  it('makes, reads, changes and deletes a password', async () => {
    aws.account.seed({ userName: ODD, createDate: NOW });

    const made = await aws.iam.send(
      new CreateLoginProfileCommand({ UserName: ODD, Password: PASSWORD, PasswordResetRequired: true }),
    );

    expect(made.LoginProfile).toEqual({ UserName: ODD, CreateDate: new Date(NOW), PasswordResetRequired: true });
    await aws.wait(10 * SECOND);
    await aws.iam.send(
      new UpdateLoginProfileCommand({ UserName: ODD, Password: PASSWORD, PasswordResetRequired: false }),
    );
    expect((await aws.iam.send(new GetLoginProfileCommand({ UserName: ODD }))).LoginProfile).toEqual({
      UserName: ODD,
      CreateDate: new Date(NOW),
      PasswordResetRequired: false,
    });
    await aws.wait(10 * SECOND);
    await aws.iam.send(new DeleteLoginProfileCommand({ UserName: ODD }));
    expect(aws.account.find(ODD)?.loginProfile).toBeUndefined();
  });

  it('makes, lists, deactivates and deletes an access key', async () => {
    aws.account.seed({ userName: ODD, createDate: NOW });

    const { AccessKey: key } = await aws.iam.send(new CreateAccessKeyCommand({ UserName: ODD }));

    const AccessKeyId = key?.AccessKeyId;
    await aws.iam.send(new UpdateAccessKeyCommand({ UserName: ODD, AccessKeyId, Status: 'Inactive' }));
    expect((await aws.iam.send(new ListAccessKeysCommand({ UserName: ODD }))).AccessKeyMetadata).toEqual([
      { UserName: ODD, AccessKeyId, Status: 'Inactive', CreateDate: new Date(NOW) },
    ]);
    await aws.iam.send(new DeleteAccessKeyCommand({ UserName: ODD, AccessKeyId }));
    expect((await aws.iam.send(new ListAccessKeysCommand({ UserName: ODD }))).AccessKeyMetadata).toEqual([]);
  });

  it('has a credential report made and reads it', async () => {
    aws.account.seed({ userName: ODD, createDate: NOW });

    expect(await aws.iam.send(new GenerateCredentialReportCommand({}))).toMatchObject({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    });
    await aws.wait(2 * SECOND);
    expect(await aws.iam.send(new GenerateCredentialReportCommand({}))).toMatchObject({ State: 'COMPLETE' });
    const report = await aws.iam.send(new GetCredentialReportCommand({}));

    expect(report).toMatchObject({ ReportFormat: 'text/csv', GeneratedTime: new Date(NOW + 2 * SECOND) });
    const lines = new TextDecoder().decode(report.Content).split('\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['user', '<root_account>', '"a+b=c']);
  });

  it('asks who is calling, without a permission and against a denial', async () => {
    const { sts } = await served(callerWith({ Effect: 'Deny', Action: '*', Resource: '*' }));

    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: 'AROAEXAMPLEEXAMPLEEXA:session',
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/Tester/session',
    });
  });
});

describe("an error reaches the SDK's client as its own class, with AWS's status", () => {
  it.each([
    [
      'NoSuchEntity',
      (iam: IAMClient) => iam.send(new GetUserCommand({ UserName: 'nobody' })),
      NoSuchEntityException,
      404,
    ],
    [
      'EntityAlreadyExists',
      (iam: IAMClient) => iam.send(new CreateUserCommand({ UserName: 'DAVE' })),
      EntityAlreadyExistsException,
      409,
    ],
    [
      'DeleteConflict',
      (iam: IAMClient) => iam.send(new DeleteUserCommand({ UserName: 'dave' })),
      DeleteConflictException,
      409,
    ],
    [
      'LimitExceeded',
      (iam: IAMClient) => iam.send(new CreateAccessKeyCommand({ UserName: 'dave' })),
      LimitExceededException,
      409,
    ],
    [
      'EntityTemporarilyUnmodifiable',
      (iam: IAMClient) => iam.send(new DeleteLoginProfileCommand({ UserName: 'dave' })),
      EntityTemporarilyUnmodifiableException,
      409,
    ],
    [
      'InvalidInput',
      (iam: IAMClient) => iam.send(new TagUserCommand({ UserName: 'dave', Tags: [{ Key: 'aws:a', Value: '' }] })),
      InvalidInputException,
      400,
    ],
    [
      'PasswordPolicyViolation',
      (iam: IAMClient) => iam.send(new CreateLoginProfileCommand({ UserName: 'eve', Password: 'short' })),
      PasswordPolicyViolationException,
      400,
    ],
    [
      'ReportNotPresent',
      (iam: IAMClient) => iam.send(new GetCredentialReportCommand({})),
      CredentialReportNotPresentException,
      410,
    ],
  ])('%s', async (code, call, exception, status) => {
    const now = { createDate: NOW };
    aws.account.seed({ userName: 'dave', ...now, loginProfile: now, accessKeys: [now, now] });
    aws.account.seed({ userName: 'eve', ...now });

    const error = await call(aws.iam).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(exception);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: status }, Error: { Code: code, Type: 'Sender' } });
  });

  it('ReportInProgress and ReportExpired', async () => {
    await aws.iam.send(new GenerateCredentialReportCommand({}));

    const early = await aws.iam.send(new GetCredentialReportCommand({})).catch((caught: unknown) => caught);
    await aws.wait(4 * HOUR + 2 * SECOND);
    const late = await aws.iam.send(new GetCredentialReportCommand({})).catch((caught: unknown) => caught);

    expect(early).toBeInstanceOf(CredentialReportNotReadyException);
    expect(early).toMatchObject({ $metadata: { httpStatusCode: 404 } });
    expect(late).toBeInstanceOf(CredentialReportExpiredException);
    expect(late).toMatchObject({ $metadata: { httpStatusCode: 410 } });
  });

  it.each(['<&>"\'', '漢字', ']]>', '&amp;'])('and the message %s arrives as it is', async (message) => {
    aws.endpoint.interceptors.push(() => {
      throw new AwsError('ValidationError', message);
    });

    const error = await aws.iam.send(new GetUserCommand({ UserName: 'dave' })).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(IAMServiceException);
    expect(error).toMatchObject({ name: 'ValidationError', message, $metadata: { httpStatusCode: 400 } });
  });
});
