import { version } from '../../package.json';

/** The release, e.g. `0.1.0`: its one place is package.json. */
export const VERSION = version;

/** The member of a template's Metadata that names the release. */
export const VERSION_METADATA = { 'inactive-iam-users': { Version: VERSION } } as const;
