import { App, Aws, BootstraplessSynthesizer, CfnStackSet, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version as VERSION } from '../../package.json';
import { AccountStack, type AccountStackProps, VERSION_METADATA } from '../account/account-stack';
import { refuseRegionsWithoutIam } from '../account/home-region';
import { checkStackParameterValues } from '../control/stack-parameters';
import type { OrganizationOptions } from './organization-options';

interface OrganizationStackProps extends StackProps, Pick<AccountStackProps, 'exemptTagKey'> {
  readonly organization: OrganizationOptions;
}

/**
 * A service-managed StackSet that contains the account template and deploys it to every account of the given units, also to
 * accounts that join later. StackSets never deploy to the management account.
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
      // Queues operations: without it, deploying to an account that joins during an update fails. CDK does not type this.
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

/** As `cdk synth` writes it, synthesized in an app of its own with the scope's context. */
function accountTemplate(scope: Construct, props: Pick<AccountStackProps, 'exemptTagKey'>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
  try {
    const context: Record<string, unknown> = { ...scope.node.getAllContext() };
    const app = new App({ outdir, context, autoSynth: false });
    const { templateFile } = new AccountStack(app, 'InactiveIamUsers', props);
    app.synth();
    return readFileSync(join(outdir, templateFile), 'utf8');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
