import { InvalidParameter } from '../rule/decision/errors';

export interface MailSettings {
  /** The address that SES sends from. */
  readonly sender: string;
  readonly allowedDomains: readonly string[];
  readonly ownerTagKey: string;
  readonly contact: string;
}

/** The function's environment variables, by setting. The stack sets them. */
export const VARIABLES = {
  sender: 'SENDER',
  allowedDomains: 'ALLOWED_DOMAINS',
  ownerTagKey: 'OWNER_TAG_KEY',
  contact: 'CONTACT',
} as const satisfies Record<keyof MailSettings, string>;

/** @throws InvalidParameter for a variable that is not set */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): MailSettings {
  const read = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new InvalidParameter(`environment variable ${name}`, value, 'set');
    return value;
  };
  return {
    sender: read(VARIABLES.sender),
    allowedDomains: read(VARIABLES.allowedDomains).toLowerCase().split(','),
    ownerTagKey: read(VARIABLES.ownerTagKey),
    contact: read(VARIABLES.contact),
  };
}
