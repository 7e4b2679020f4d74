import { Aws, CfnRule, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { REGIONS_WITHOUT_IAM_RECORDING } from '../../rule/iam-recording-regions';

/**
 * Adds a CloudFormation Rule that refuses, before any resource is created, a region in which AWS Config cannot record IAM
 * users. AWS: "Rules", CloudFormation Template Reference.
 */
export function refuseRegionsWithoutIam(scope: Construct): void {
  new CfnRule(scope, 'HomeRegion', {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionContains([...REGIONS_WITHOUT_IAM_RECORDING], Aws.REGION)),
        assertDescription:
          'AWS Config does not record IAM users in this region. Deploy in one where it does, e.g. us-west-2.',
      },
    ],
  });
}
