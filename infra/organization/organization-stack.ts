import { Aws, BootstraplessSynthesizer, CfnStackSet, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { accountTemplate } from '../account/account-template';
import type { AccountStackProps } from '../account/account-stack';
import { refuseRegionsWithoutIam } from '../account/home-region';
import { checkStackParameterValues } from '../control/stack-parameters';
import type { OrganizationOptions } from './organization-options';
import { VERSION, VERSION_METADATA } from '../account/version';

export interface OrganizationStackProps extends StackProps, Pick<AccountStackProps, 'exemptTagKey'> {
  readonly organization: OrganizationOptions;
}

/**
 * The organization's stack: a service-managed StackSet that deploys the account template, which it carries, to every
 * account of the given units, those that join later included. It never reaches the management account.
 * AWS: "AWS::CloudFormation::StackSet", CloudFormation Template Reference.
 */
export class OrganizationStack extends Stack {
  /** @throws InvalidParameter for a parameter that the account template does not have, or a value that it refuses */
  constructor(scope: Construct, id: string, { organization, exemptTagKey, ...props }: OrganizationStackProps) {
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer(),
      suppressTemplateIndentation: true,
      description: `Deploys inactive-iam-users ${VERSION} to the accounts of an AWS organization`,
      ...props,
    });
    this.templateOptions.metadata = VERSION_METADATA;
    const { organizationalUnitIds, excludedAccounts, callAs, dependsOn, parameters } = organization;
    const templateBody = accountTemplate(scope, { exemptTagKey });
    checkStackParameterValues(parameters, exemptTagKey);
    if (organization.region === undefined) refuseRegionsWithoutIam(this);
    new CfnStackSet(this, 'Accounts', {
      stackSetName: 'inactive-iam-users',
      description: `Finds inactive IAM users and deletes their console password (inactive-iam-users ${VERSION})`,
      permissionModel: 'SERVICE_MANAGED',
      callAs,
      capabilities: ['CAPABILITY_IAM'],
      autoDeployment: {
        enabled: true,
        retainStacksOnAccountRemoval: false,
        ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
      },
      // An account that joins during an update waits for its turn, where it would fail. CDK passes this one on as it is.
      managedExecution: { Active: true },
      operationPreferences: {
        failureTolerancePercentage: organization.failureTolerancePercentage,
        maxConcurrentPercentage: organization.maxConcurrentPercentage,
      },
      parameters: Object.entries(parameters).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
      stackInstancesGroup: [
        {
          deploymentTargets: {
            organizationalUnitIds: [...organizationalUnitIds],
            ...(excludedAccounts.length > 0 && { accountFilterType: 'DIFFERENCE', accounts: [...excludedAccounts] }),
          },
          regions: [organization.region ?? Aws.REGION],
        },
      ],
      templateBody,
    });
  }
}
