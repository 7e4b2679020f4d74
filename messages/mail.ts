import type { MailedType, PasswordEvent } from './event';

/** The same content as plain text and as HTML. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Content {
  readonly subject: string;
  readonly what: string;
  readonly toDo: string;
}

const CONTENTS: Readonly<Record<MailedType, (event: PasswordEvent) => Content>> = {
  nearing: (event) => ({
    subject: `Your AWS password will be deleted after ${dayText(event.date)}`,
    what: `${passwordOf(event)} has not been used for a long time. It will be deleted after ${timeText(event.date)}.`,
    toDo: 'Sign in to the AWS console before then, and you keep the password. If you no longer need it, do nothing.',
  }),
  inactive: (event) => ({
    subject: 'Your AWS password is about to be deleted',
    what: `${passwordOf(event)} has not been used for too long. It can be deleted at any time.`,
    toDo: 'Sign in to the AWS console now. If the password still works, you keep it. If you no longer need it, do nothing.',
  }),
  deleted: (event) => ({
    subject: 'Your AWS password has been deleted',
    what: `${passwordOf(event)} was deleted on ${timeText(event.date)}, because it had not been used for too long. The user itself and its permissions are unchanged.`,
    toDo: 'If you still need to sign in to the AWS console, ask for a new password.',
  }),
  kept: (event) => ({
    subject: 'Your AWS password has not been deleted',
    what: `${passwordOf(event)} was checked on ${timeText(event.date)}, and was not deleted.`,
    toDo: 'Nothing for now. Sign in to the AWS console from time to time to keep the password.',
  }),
};

/** @param contact for questions, e.g. `the security team, security@example.com` */
export function mailFor(event: PasswordEvent, contact: string): Mail {
  const { subject, what, toDo } = CONTENTS[event.type](event);
  const parts = [
    what,
    `What to do: ${toDo}`,
    `Questions: ${contact}`,
    'This message contains no link, and it asks for no password.',
  ];
  return { subject, text: `${parts.join('\n\n')}\n`, html: htmlOf(subject, parts) };
}

function htmlOf(subject: string, parts: readonly string[]): string {
  const style =
    'max-width:36em;margin:2em auto;padding:0 1em;font:16px/1.5 system-ui,-apple-system,sans-serif;color:#16191f';
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="${style}"><h1 style="font-size:1.25em">${escapeHtml(subject)}</h1>`,
    ...parts.map((part) => `<p>${escapeHtml(part)}</p>`),
    '</body></html>\n',
  ].join('\n');
}

function passwordOf({ userName, accountId }: Pick<PasswordEvent, 'userName' | 'accountId'>): string {
  return `The console password of your IAM user ${userName} in the AWS account ${accountId}`;
}

/** e.g. `24 November 2026`, in UTC. */
function dayText(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** e.g. `24 November 2026, 08:00 UTC`. */
function timeText(date: Date): string {
  return `${dayText(date)}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** Ours, because esbuild would wrap a package in more code than this, with its path. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
