import {
  type ConfigServiceClient,
  type ConfigurationRecorder,
  DescribeConfigurationRecordersCommand,
} from '@aws-sdk/client-config-service';
import type { Check } from '../checks/checks';

const IAM_USER = 'AWS::IAM::User';

/**
 * Config must record IAM users here. The response does not show whether the recorder is running.
 * AWS: "DescribeConfigurationRecorders", AWS Config API Reference: a region has one customer managed recorder.
 */
export async function checkRecorder(config: ConfigServiceClient, region: string): Promise<Check> {
  const { ConfigurationRecorders: [recorder] = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
  if (!recorder) {
    return {
      ok: false,
      title: `AWS Config is not set up in ${region}: there is no recorder`,
      remedy: `Set it up to record ${IAM_USER} (AWS Config console, Settings), or deploy in the region that has one.`,
    };
  }
  const name = recorder.name ?? 'unnamed';
  if (recordsIamUsers(recorder)) {
    return {
      ok: true,
      title: `Config's recorder (${name}) is set up to record ${IAM_USER}`,
      details: ['AWS does not say here whether it is running; the next check would notice.'],
    };
  }
  return {
    ok: false,
    title: `Config's recorder (${name}) does not record ${IAM_USER}`,
    details: ['The rule would work, but each run of the runbook would fail, because it would not find the user.'],
    remedy: `Include the global IAM types, or ${IAM_USER} alone: AWS Config console, Settings, Recording.`,
  };
}

/**
 * "All supported types" contains the global IAM types only if they are included; an exclusion contains them unless it names
 * them. AWS: "RecordingGroup", AWS Config API Reference.
 */
export function recordsIamUsers({ recordingGroup: group }: Pick<ConfigurationRecorder, 'recordingGroup'>): boolean {
  switch (group?.recordingStrategy?.useOnly) {
    case 'EXCLUSION_BY_RESOURCE_TYPES':
      return !(group.exclusionByResourceTypes?.resourceTypes ?? []).includes(IAM_USER);
    case 'INCLUSION_BY_RESOURCE_TYPES':
      return (group.resourceTypes ?? []).includes(IAM_USER);
    case 'ALL_SUPPORTED_RESOURCE_TYPES':
      return group.includeGlobalResourceTypes === true;
    // Recorders older than recording strategies.
    case undefined:
      return group?.allSupported === true
        ? group.includeGlobalResourceTypes === true
        : (group?.resourceTypes ?? []).includes(IAM_USER);
  }
}
