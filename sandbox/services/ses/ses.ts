import type { SendEmailResponse } from '@aws-sdk/client-sesv2';
import type { Account, Ids } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { Fields } from '../../core/fields';
import type { Operation, Operations } from '../../endpoint/operation';

interface SesContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
}

/** A mail that SES has accepted. Time in milliseconds since the epoch. */
interface SentMail {
  readonly time: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** SES with production access: any recipient, but verified senders only. Mails are kept here. */
export class Ses {
  readonly mails: SentMail[] = [];
  /** Verified addresses and domains. */
  readonly identities = new Set<string>();
  readonly operations: Operations;

  constructor(private readonly context: SesContext) {
    this.operations = { SendEmail: this.sendEmail() };
  }

  /** AWS: "SendEmail", SES API v2 Reference; for the resource, "Identity and access management in Amazon SES". */
  private sendEmail(): Operation {
    return (input) => {
      input.only('FromEmailAddress', 'Destination', 'Content');
      const from = addressOf(input.text('FromEmailAddress'));
      const [to = '', ...others] = input
        .structure('Destination')
        .only('ToAddresses')
        .texts('ToAddresses')
        .map(addressOf);
      if (to === '' || others.length > 0)
        throw new NotModelled(`a mail to ${to === '' ? 0 : others.length + 1} addresses`);
      const message = input.structure('Content').only('Simple').structure('Simple').only('Subject', 'Body');
      const body = message.structure('Body').only('Text', 'Html');
      const content = { subject: dataOf(message, 'Subject'), text: dataOf(body, 'Text'), html: dataOf(body, 'Html') };
      const identity = this.identityOf(from);
      return {
        authorize: () => [
          {
            arn: this.arnOf(identity ?? from),
            conditionKeys: { 'ses:FromAddress': from, 'ses:Recipients': to },
          },
        ],
        handle: (): SendEmailResponse => {
          if (identity === undefined) throw this.notVerified(from);
          this.mails.push({ time: this.context.clock.now(), from, to, ...content });
          return { MessageId: this.context.ids.uuid() };
        },
      };
    };
  }

  /** The address if it is verified, else its domain or one above. AWS: "Verified identities in Amazon SES". */
  private identityOf(address: string): string | undefined {
    const labels = address.slice(address.indexOf('@') + 1).split('.');
    const domains = labels.map((_, index) => labels.slice(index).join('.'));
    return [address, ...domains].find((identity) => this.identities.has(identity));
  }

  private notVerified(address: string): AwsError {
    const region = this.context.account.region.toUpperCase();
    const message = `Email address is not verified. The following identities failed the check in region ${region}: ${address}`;
    return new AwsError('MessageRejected', message);
  }

  private arnOf(identity: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:ses:${region}:${accountId}:identity/${identity}`;
  }
}

/** @throws NotModelled for a display name, a quoted name, or anything else that is no plain address */
function addressOf(text: string): string {
  if (/^[^\s@,;<>"()[\]\\]+@[A-Za-z0-9.-]+$/.test(text)) return text;
  throw new NotModelled(`the address ${JSON.stringify(text)} of a mail`);
}

function dataOf(parent: Fields, name: string): string {
  const part = parent.structure(name).only('Data', 'Charset');
  const charset = part.optionalText('Charset') ?? '7-bit ASCII';
  if (charset !== 'UTF-8') throw new NotModelled(`the character set ${charset} of a mail`);
  return part.text('Data');
}
