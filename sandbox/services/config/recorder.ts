import type { ConfigurationRecorder, DescribeConfigurationRecordersResponse } from '@aws-sdk/client-config-service';
import type { Account } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import type { Inventory } from './inventory';

/** The service-linked role by which Config records, and which it names in the events that it sends to functions. */
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
    const names = input
      .only('ConfigurationRecorderNames')
      .texts('ConfigurationRecorderNames', {}, { min: 1, max: 256 });
    return {
      authorize: () => [{ arn }],
      handle: (): DescribeConfigurationRecordersResponse => {
        if (names.length > 1) {
          throw new AwsError('ValidationException', 'You can only specify one configuration recorder in a request');
        }
        const unknown = names.find((name) => name !== RECORDER_NAME);
        if (unknown !== undefined) {
          throw new AwsError(
            'NoSuchConfigurationRecorderException',
            `Cannot find configuration recorder with the specified name '${unknown}'.`,
          );
        }
        return {
          ConfigurationRecorders: [
            { arn, name: RECORDER_NAME, roleARN: serviceRoleOf(account), ...recordingOf(inventory.records) },
          ],
        };
      },
    };
  };
}

function recordingOf(recordsUsers: boolean): Pick<ConfigurationRecorder, 'recordingGroup' | 'recordingMode'> {
  const recordingMode: ConfigurationRecorder['recordingMode'] = {
    recordingFrequency: 'CONTINUOUS',
    recordingModeOverrides: [],
  };
  if (recordsUsers) {
    return {
      recordingMode,
      recordingGroup: {
        allSupported: true,
        includeGlobalResourceTypes: true,
        resourceTypes: [],
        exclusionByResourceTypes: { resourceTypes: [] },
        recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
      },
    };
  }
  return {
    recordingMode,
    recordingGroup: {
      allSupported: false,
      includeGlobalResourceTypes: false,
      resourceTypes: [],
      exclusionByResourceTypes: {
        resourceTypes: ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'],
      },
      recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
    },
  };
}
