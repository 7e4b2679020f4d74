import { canRecordIam } from '../../rule/iam-recording-regions';

describe('AWS Config', () => {
  it.each(['us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1', 'ap-southeast-3', 'me-south-1'])(
    'can record IAM users in %s',
    (region) => {
      expect(canRecordIam(region)).toBe(true);
    },
  );

  it.each([
    'ap-east-2',
    'ap-south-2',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-west-1',
    'eu-central-2',
    'eu-south-2',
    'il-central-1',
    'me-central-1',
    'mx-central-1',
  ])('cannot record IAM users in %s, to which it came later', (region) => {
    expect(canRecordIam(region)).toBe(false);
  });
});
