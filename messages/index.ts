import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { Handler } from 'aws-lambda';
import { mailOwner } from './mail-owner';
import { settingsFrom } from './settings';

/** Adaptive: many users may become inactive in one evaluation, and SES limits mails per second. */
const CLIENT_OPTIONS = { retryMode: 'adaptive', maxAttempts: 10 } as const satisfies IAMClientConfig;

const dependencies = {
  iam: new IAMClient(CLIENT_OPTIONS),
  ses: new SESv2Client(CLIENT_OPTIONS),
  settings: settingsFrom(process.env),
  log: (entry: object) => console.info(entry),
};

/** The Lambda of the messages stack: EventBridge invokes it with each event about a user's password. */
export const handler: Handler<unknown, void> = (event) => mailOwner(dependencies, event);
