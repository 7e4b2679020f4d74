import {
  type ConfigServiceClient,
  type ConfigurationRecorder,
  DescribeConfigurationRecordersCommand,
} from '@aws-sdk/client-config-service';
import type { Check } from '../checks/checks';

const IAM_USER = 'AWS::IAM::User';

/**
 * Whether Config is set up here, and to record IAM users. Whether the recorder has been stopped is not in this answer.
 * AWS: "DescribeConfigurationRecorders", Config API Reference: the account's own recorder, of which there is one a region.
 */
export async function checkRecorder(config: ConfigServiceClient, region: string): Promise<Check> {
  const { ConfigurationRecorders: [recorder] = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
  if (!recorder) {
    return {
      ok: false,
      title: `AWS Config is not set up in ${region}: there is no recorder`,
      remedy: `Set it up (AWS Config console, Settings), recording ${IAM_USER}; or deploy in the region where it is.`,
    };
  }
  const name = recorder.name ?? 'unnamed';
  if (recordsIamUsers(recorder)) {
    return {
      ok: true,
      title: `Config's recorder (${name}) is set up to record ${IAM_USER}`,
      details: ['Whether it has been stopped does not show here; the next check would notice.'],
    };
  }
  return {
    ok: false,
    title: `Config's recorder (${name}) does not record ${IAM_USER}`,
    details: ['The rule would report all the same; each run of the runbook would fail: it finds no user.'],
    remedy: `Include the global IAM types, or ${IAM_USER} alone: AWS Config console, Settings, Recording.`,
  };
}

/**
 * Whether a recorder's recording group holds IAM users. AWS: "RecordingGroup", Config API Reference: of all supported
 * types the global IAM types are part only where they are included; of an exclusion, unless they are named in it.
 */
export function recordsIamUsers({ recordingGroup: group }: Pick<ConfigurationRecorder, 'recordingGroup'>): boolean {
  switch (group?.recordingStrategy?.useOnly) {
    case 'EXCLUSION_BY_RESOURCE_TYPES':
      return !(group.exclusionByResourceTypes?.resourceTypes ?? []).includes(IAM_USER);
    case 'INCLUSION_BY_RESOURCE_TYPES':
      return (group.resourceTypes ?? []).includes(IAM_USER);
    case 'ALL_SUPPORTED_RESOURCE_TYPES':
      return group.includeGlobalResourceTypes === true;
    // A recorder from before there were strategies.
    case undefined:
      return group?.allSupported === true
        ? group.includeGlobalResourceTypes === true
        : (group?.resourceTypes ?? []).includes(IAM_USER);
  }
}
