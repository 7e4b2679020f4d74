import type { ConfigurationRecorder, DescribeConfigurationRecordersResponse } from '@aws-sdk/client-config-service';
import type { Account } from '../../core/account';
import type { Operation } from '../../endpoint/operation';
import type { Inventory } from './inventory';

/** The service-linked role that Config records with, and names in the events that it sends to functions. */
export function serviceRoleOf({ partition, accountId }: Account): string {
  return `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
}

const RECORDER_NAME = 'default';

/**
 * The account's one recorder: it records everything, or everything but the global IAM types, as AWS's default does.
 * AWS: "DescribeConfigurationRecorders", Config API Reference.
 */
export function describeConfigurationRecorders(inventory: Inventory, account: Account, recorderId: string): Operation {
  const { partition, region, accountId } = account;
  const arn = `arn:${partition}:config:${region}:${accountId}:configuration-recorder/${RECORDER_NAME}/${recorderId}`;
  return (input) => {
    input.only();
    return {
      authorize: () => [{ arn }],
      handle: (): DescribeConfigurationRecordersResponse => {
        const recorder = { arn, name: RECORDER_NAME, roleARN: serviceRoleOf(account) };
        return { ConfigurationRecorders: [{ ...recorder, ...recordingOf(inventory.records) }] };
      },
    };
  };
}

const GLOBAL_IAM_TYPES = ['Group', 'Policy', 'Role', 'User'] as const;

function recordingOf(recordsUsers: boolean): Pick<ConfigurationRecorder, 'recordingGroup' | 'recordingMode'> {
  return {
    recordingMode: { recordingFrequency: 'CONTINUOUS', recordingModeOverrides: [] },
    recordingGroup: {
      allSupported: recordsUsers,
      includeGlobalResourceTypes: recordsUsers,
      resourceTypes: [],
      exclusionByResourceTypes: {
        resourceTypes: recordsUsers ? [] : GLOBAL_IAM_TYPES.map((name) => `AWS::IAM::${name}` as const),
      },
      recordingStrategy: { useOnly: recordsUsers ? 'ALL_SUPPORTED_RESOURCE_TYPES' : 'EXCLUSION_BY_RESOURCE_TYPES' },
    },
  };
}
