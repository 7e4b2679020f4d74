import type { Ids } from '../core/account';

const SUFFIX = 12;

/**
 * `STACK-LOGICALID-` and 12 characters, as CloudFormation names a resource that the template does not name. If that is
 * too long, stack name and logical id are cut by the same amount. AWS: "Name type", CloudFormation Template Reference.
 */
export function physicalName(stackName: string, logicalId: string, maxLength: number, ids: Ids): string {
  const room = maxLength - SUFFIX - 2;
  const each = stackName.length + logicalId.length <= room ? maxLength : Math.floor(room / 2);
  return `${stackName.slice(0, each)}-${logicalId.slice(0, each)}-${ids.next('AROA').slice(-SUFFIX)}`;
}
