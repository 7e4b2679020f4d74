import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { ADMINISTRATOR, callerWith } from '../../callers';
import { BUS_ARN, localTopic, rule } from './local-events';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** The endpoint on HTTP, and the SDK's own client of it; closed after the test. */
async function served(caller = ADMINISTRATOR) {
  const local = localTopic();
  local.events.putRule(rule());
  const store = new CredentialStore();
  const server = new HttpServer(local.endpoint, store, local.clock);
  const endpoint = await server.listen();
  const client = new EventBridgeClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: store.issue(caller),
  });
  opened.push(async () => {
    client.destroy();
    await server.close();
  });
  const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));
  return { ...local, put };
}

function sent(overrides: PutEventsRequestEntry = {}): PutEventsRequestEntry {
  return { Source: 'our-source', DetailType: 'User warned', Detail: '{"user":"dave"}', ...overrides };
}

function messagesOf({ sns }: Pick<Awaited<ReturnType<typeof served>>, 'sns'>): unknown[] {
  return sns.messages.map(({ message }): unknown => JSON.parse(message));
}

describe('PutEvents', () => {
  it('answers with the id of the event that the rules see', async () => {
    const local = await served();
    const time = new Date('2026-11-23T12:00:00Z');
    const answer = await local.put(
      sent({ Resources: ['arn:aws:iam::111122223333:user/dave'], Time: time, EventBusName: BUS_ARN }),
    );

    const id = answer.Entries?.[0]?.EventId;
    expect(answer).toMatchObject({
      FailedEntryCount: 0,
      Entries: [{ EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    });
    expect(messagesOf(local)).toMatchObject([
      {
        id,
        time: '2026-11-23T12:00:00Z',
        resources: ['arn:aws:iam::111122223333:user/dave'],
        detail: { user: 'dave' },
      },
    ]);
  });

  it.each([
    {
      what: 'no Source',
      entry: { Source: undefined },
      code: 'InvalidArgument',
      says: 'Source is a required argument.',
    },
    { what: 'an empty Source', entry: { Source: '' }, code: 'InvalidArgument', says: 'Source is a required argument.' },
    {
      what: 'no DetailType',
      entry: { DetailType: undefined },
      code: 'InvalidArgument',
      says: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    },
    {
      what: 'no Detail',
      entry: { Detail: undefined },
      code: 'InvalidArgument',
      says: 'Detail is a required argument.',
    },
    {
      what: 'a Detail that is not JSON',
      entry: { Detail: 'dave' },
      code: 'MalformedDetail',
      says: 'Detail is malformed.',
    },
    {
      what: 'a Detail that is not an object',
      entry: { Detail: '["dave"]' },
      code: 'MalformedDetail',
      says: 'Detail is malformed.',
    },
    {
      what: "AWS's own Source",
      entry: { Source: 'aws.config' },
      code: 'NotAuthorizedForSourceException',
      says: 'Not authorized for the source.',
    },
  ])('refuses an entry with $what, and accepts the others', async ({ entry, code, says }) => {
    const local = await served();
    const answer = await local.put({ ...sent(), ...entry }, sent());

    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: code, ErrorMessage: expect.stringContaining(says) }, { EventId: expect.any(String) }],
    });
    expect(messagesOf(local)).toHaveLength(1);
  });

  it.each([
    { what: 'no entry', entries: [], says: 'Member must have length greater than or equal to 1' },
    {
      what: '11 entries',
      entries: Array.from({ length: 11 }, () => sent()),
      says: 'Member must have length less than or equal to 10',
    },
    {
      what: 'entries of more than 256 KB together',
      entries: ['a', 'é'].map((letter) => sent({ Detail: JSON.stringify({ text: letter.repeat(90_000) }) })),
      says: 'Total size of the entries in the request is over the limit.',
    },
  ])('refuses $what', async ({ entries, says }) => {
    const local = await served();
    await expect(local.put(...entries)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });
    expect(local.sns.messages).toEqual([]);
  });

  it.each([
    { what: 'another bus', entry: { EventBusName: 'orders' }, says: 'the event bus orders' },
    { what: 'a trace header', entry: { TraceHeader: 'Root=1' }, says: 'traceHeader' },
    { what: 'a long DetailType', entry: { DetailType: 'x'.repeat(129) }, says: 'a DetailType of 129 characters' },
  ])('fails by name for $what', async ({ entry, says }) => {
    const local = await served();
    await expect(local.put(sent(entry))).rejects.toMatchObject({
      name: 'NotModelledByLocalAws',
      message: expect.stringContaining(says),
    });
  });

  it.each([
    { may: true, statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS_ARN } },
    { may: false, statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: `${BUS_ARN}s` } },
    { may: false, statement: { Effect: 'Allow', Action: 'events:PutRule', Resource: '*' } },
  ])('is allowed: $may, by $statement', async ({ may, statement }) => {
    const local = await served(callerWith(statement));
    const answer = await local.put(sent()).then(
      () => 'done',
      (error: unknown) => String(error),
    );
    expect(answer).toContain(
      may
        ? 'done'
        : `AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Tester/session is not authorized to perform: events:PutEvents on resource: ${BUS_ARN}`,
    );
    expect(local.sns.messages).toHaveLength(may ? 1 : 0);
  });

  const bySource = (condition: object) =>
    callerWith({ Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS_ARN, Condition: condition });
  const ours = { StringEquals: { 'events:source': 'our-source' } };

  it.each([
    { what: 'its source', condition: ours, entries: [sent(), sent()], may: true },
    {
      what: 'one of its sources',
      condition: { StringEquals: { 'Events:Source': ['a', 'our-source'] } },
      entries: [sent()],
      may: true,
    },
    { what: 'another source', condition: ours, entries: [sent({ Source: 'orders' })], may: false },
    {
      what: 'a source in another case',
      condition: ours,
      entries: [sent({ Source: 'Our-Source' })],
      may: false,
    },
    { what: 'another source in one entry', condition: ours, entries: [sent(), sent({ Source: 'orders' })], may: false },
    { what: 'no source', condition: ours, entries: [sent({ Source: undefined })], may: false },
  ])('is allowed: $may, by a condition on events:source, with $what', async ({ condition, entries, may }) => {
    const local = await served(bySource(condition));
    const answer = await local.put(...entries).then(
      () => 'done',
      (error: unknown) => String(error),
    );
    expect(answer).toContain(may ? 'done' : 'AccessDeniedException');
    expect(local.sns.messages).toHaveLength(may ? entries.length : 0);
  });
});
