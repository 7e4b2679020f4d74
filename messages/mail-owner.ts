import type { IAMClient } from '@aws-sdk/client-iam';
import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { readUserByName } from '../rule/account/read-users';
import { addressOf } from './address';
import { parseEvent } from './event';
import { mailFor } from './mail';
import type { MailSettings } from './settings';

interface MailDependencies {
  readonly iam: IAMClient;
  readonly ses: SESv2Client;
  readonly settings: MailSettings;
  /** Writes one entry to the log. It never contains an address. */
  readonly log: (entry: { readonly userName: string; readonly mail: string }) => void;
}

/**
 * Mails the person concerned what an event says about their password. AWS: "SendEmail", SES API v2 Reference.
 *
 * @throws InvalidEvent, or the error of IAM or SES: Lambda then invokes the function twice more
 */
export async function mailOwner({ iam, ses, settings, log }: MailDependencies, event: unknown): Promise<void> {
  const passwordEvent = parseEvent(event);
  const { userName, userId } = passwordEvent;
  const user = await readUserByName(iam, userName);
  // The name may belong to another user by now.
  if (user?.id !== userId) return log({ userName, mail: 'not sent: the user is gone' });
  const address = addressOf(user, settings);
  if (address === undefined) return log({ userName, mail: 'not sent: no address in an allowed domain' });
  const { subject, text, html } = mailFor(passwordEvent, settings.contact);
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: settings.sender,
      Destination: { ToAddresses: [address] },
      Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
    }),
  );
  log({ userName, mail: `sent: ${passwordEvent.type}` });
}

function utf8(Data: string) {
  return { Data, Charset: 'UTF-8' };
}
