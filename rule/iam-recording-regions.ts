/**
 * AWS Config cannot record IAM users in regions that it reached after February 2022.
 * AWS: "Recording AWS Resources", AWS Config Developer Guide, global resource types.
 */
export const REGIONS_WITHOUT_IAM_RECORDING: readonly string[] = [
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
];

export function canRecordIam(region: string): boolean {
  return !REGIONS_WITHOUT_IAM_RECORDING.includes(region);
}
