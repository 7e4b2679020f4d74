import type { Ids } from '../core/account';

/**
 * `STACK-LOGICALID-` and 12 characters, as CloudFormation names what the template does not; where that is too long, the
 * stack's name and the logical id give way alike. AWS: "Name type", CloudFormation Template Reference.
 */
export function physicalName(stackName: string, logicalId: string, maxLength: number, ids: Ids): string {
  const suffix = ids.next('AROA').slice(-SUFFIX);
  const room = maxLength - SUFFIX - 2;
  const fits = stackName.length + logicalId.length <= room;
  const each = fits ? maxLength : Math.floor(room / 2);
  return `${stackName.slice(0, each)}-${logicalId.slice(0, each)}-${suffix}`;
}

const SUFFIX = 12;
