import { version } from '../../package.json';

/** e.g. `0.1.0` */
export const VERSION = version;

/** For a template's Metadata. */
export const VERSION_METADATA = { 'inactive-iam-users': { Version: VERSION } } as const;
