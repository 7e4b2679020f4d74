import { LocalAws } from '../../../aws/local-aws';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const part = (Data: string, Charset = 'UTF-8') => ({ Data, Charset });
const MAIL = {
  FromEmailAddress: 'iam@example.com',
  Destination: { ToAddresses: ['dave@example.org'] },
  Content: { Simple: { Subject: part('Hello'), Body: { Text: part('text'), Html: part('<p>text</p>') } } },
};

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
});
afterEach(() => aws.close());

async function send(change: object = {}): Promise<object> {
  return await aws.endpoint.call(aws.operator, 'ses', 'SendEmail', { ...MAIL, ...change });
}

describe('SendEmail', () => {
  it.each(['iam@example.com', 'example.com', 'com'])('keeps a mail if %s is verified', async (identity) => {
    aws.ses.identities.add(identity);

    await send();

    expect(aws.ses.mails).toEqual([
      {
        time: NOW,
        from: 'iam@example.com',
        to: 'dave@example.org',
        subject: 'Hello',
        text: 'text',
        html: '<p>text</p>',
      },
    ]);
  });

  it.each(['ceo@example.com', 'ample.com', 'sub.example.com'])('refuses it if only %s is', async (identity) => {
    aws.ses.identities.add(identity);

    await expect(send()).rejects.toThrow(
      'Email address is not verified. The following identities failed the check in region US-EAST-1: iam@example.com',
    );
  });

  it.each<[string, object, string]>([
    ['two recipients', { Destination: { ToAddresses: ['a@b.c', 'd@e.f'] } }, 'a mail to 2 addresses'],
    ['no recipient', { Destination: {} }, 'a mail to 0 addresses'],
    ['two addresses in one', { Destination: { ToAddresses: ['a@b.c,d@e.f'] } }, 'the address "a@b.c,d@e.f" of a mail'],
    ['a line break', { Destination: { ToAddresses: ['a@b.c\r\nBcc: d@e.f'] } }, 'of a mail'],
    ['a display name', { FromEmailAddress: 'IAM <iam@example.com>' }, 'the address "IAM <iam@example.com>" of a mail'],
    ['a template', { Content: { Template: {} } }, 'the member content.template of this call'],
    [
      'another character set',
      { Content: { Simple: { ...MAIL.Content.Simple, Subject: part('Hello', 'ISO-8859-1') } } },
      'the character set ISO-8859-1 of a mail',
    ],
  ])('fails by name for %s', async (_, change, says) => {
    await expect(send(change)).rejects.toThrow(`not modelled by this local AWS: `);
    await expect(send(change)).rejects.toThrow(says);
  });
});
