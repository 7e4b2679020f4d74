import { localConfig } from './local-config';

describe('DescribeConfigurationRecorders', () => {
  it('shows a recorder that records IAM users', async () => {
    const { call } = localConfig();
    expect(await call('DescribeConfigurationRecorders')).toMatchObject({
      ConfigurationRecorders: [
        {
          name: 'default',
          arn: expect.stringMatching(/^arn:aws:config:us-east-1:111122223333:configuration-recorder\/default\/\w+/),
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
        },
      ],
    });
  });

  it('shows a recorder that leaves the IAM types out', async () => {
    const { call, config } = localConfig();
    config.inventory.records = false;
    expect(await call('DescribeConfigurationRecorders')).toMatchObject({
      ConfigurationRecorders: [
        {
          recordingGroup: {
            allSupported: false,
            exclusionByResourceTypes: { resourceTypes: expect.arrayContaining(['AWS::IAM::User']) },
            recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
          },
        },
      ],
    });
  });

  it('cannot be asked for by name', async () => {
    const { call } = localConfig();
    await expect(call('DescribeConfigurationRecorders', { ConfigurationRecorderNames: ['default'] })).rejects.toThrow(
      'the member configurationRecorderNames of this call',
    );
  });
});
