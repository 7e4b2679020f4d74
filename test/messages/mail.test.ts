import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailFor } from '../../messages/mail';
import { parseEvent } from '../../messages/event';

const EVENT = {
  'detail-type': 'IAM User Password Deleted',
  account: '111122223333',
  time: '2026-11-26T03:15:21Z',
  detail: { ruleName: 'inactive-iam-users', userId: 'AIDADAVE', userName: 'dave', message: '<a href="x">Click</a>' },
};

function mail(detailType: string, detail: object = {}, contact = 'the security team, security@example.com') {
  const event = { ...EVENT, 'detail-type': detailType, detail: { ...EVENT.detail, ...detail } };
  return mailFor(parseEvent(event), contact);
}

describe('A mail', () => {
  it('is as docs/messages.md shows it', () => {
    const { subject, text } = mail('IAM User Nearing Inactivity', { inactiveAfter: '2026-12-04T08:00:00.000Z' });
    const [, shown = ''] =
      /```text\n(Subject: .*?)```/s.exec(readFileSync(join(__dirname, '../../docs/messages.md'), 'utf8')) ?? [];

    expect(shown.split(/\s+/)).toEqual(`Subject: ${subject}\n\n${text}`.split(/\s+/));
  });

  it.each([
    ['IAM User Nearing Inactivity', 'Your AWS password will be deleted after 4 December 2026'],
    ['IAM User Inactive', 'Your AWS password is about to be deleted'],
    ['IAM User Password Deleted', 'Your AWS password has been deleted'],
    ['IAM User Password Kept', 'Your AWS password has not been deleted'],
  ])('about %s says what, what to do and where to ask, as text and as HTML', (detailType, expected) => {
    const { subject, text, html } = mail(detailType, { inactiveAfter: '2026-12-04T08:00:00.000Z' });

    expect(subject).toBe(expected);
    expect(text.split('\n\n')).toEqual([
      expect.stringContaining('your IAM user dave in the AWS account 111122223333'),
      expect.stringMatching(/^What to do: /),
      'Questions: the security team, security@example.com',
      'This message contains no link, and it asks for no password.\n',
    ]);
    for (const part of text.trimEnd().split('\n\n')) expect(html).toContain(`<p>${part}</p>`);
  });

  it('says when, in UTC', () => {
    expect(mail('IAM User Nearing Inactivity', { inactiveAfter: '2026-12-04T08:00:00.000Z' }).text).toContain(
      'It will be deleted after 4 December 2026, 08:00 UTC.',
    );
    expect(mail('IAM User Password Deleted').text).toContain('was deleted on 26 November 2026, 03:15 UTC');
  });

  it('contains no sentence of the event, because a forged event could contain any', () => {
    const { text, html } = mail('IAM User Password Kept');

    expect(text + html).not.toContain('Click');
  });

  it('escapes what HTML would interpret', () => {
    const { html, text } = mail('IAM User Inactive', {}, `R&D "<b>team</b>" o'clock`);

    expect(text).toContain(`Questions: R&D "<b>team</b>" o'clock`);
    expect(html).toContain('Questions: R&#38;D &#34;&#60;b&#62;team&#60;/b&#62;&#34; o&#39;clock');
  });
});

describe('An event is refused by its member', () => {
  it.each<[string, object, string]>([
    ['detail-type', { 'detail-type': 'IAM User Removals Held' }, 'detail-type must be one of IAM User Nearing'],
    ['userName', { detail: { userId: 'AIDADAVE' } }, 'userName must be a string; got undefined'],
    ['userId', { detail: { userName: 'dave' } }, 'userId must be a string; got undefined'],
    ['account', { account: 1 }, 'account must be a string; got 1'],
    ['time', { time: 'soon' }, 'time must be a date; got "soon"'],
    ['inactiveAfter', { 'detail-type': 'IAM User Nearing Inactivity' }, 'inactiveAfter must be a string'],
  ])('%s', (_, change, message) => {
    expect(() => parseEvent({ ...EVENT, ...change })).toThrow(message);
  });
});
