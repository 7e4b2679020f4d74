import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { createHash } from 'node:crypto';
import type { Account } from '../../core/account';
import { IAM_USER } from '../config/resource';
import { COMPLIANCE_STATUS, type Finding, recordStateOf } from './finding';

const TYPES = ['Software and Configuration Checks'];

/** A finding as GetFindings returns it, every member of it. */
export type AsffFinding = ReturnType<typeof asff>;

/**
 * A finding in the AWS Security Finding Format, as the AWS Config integration documents it: the title is the rule's name,
 * the description says no more than that, and the annotation is missing. The resource's details, which AWS adds on a
 * best-effort basis, are left out.
 * @param arn of the user, as Config's inventory knows it; absent if Config does not record IAM users
 */
export function asff(finding: Finding, arn: string | undefined, account: Account) {
  const { ruleName, ruleArn, resourceId, complianceType, workflow } = finding;
  const { partition, region, accountId } = account;
  const productArn = `arn:${partition}:securityhub:${region}::product/aws/config`;
  const id = `${ruleArn}/finding/${hashOf(finding)}`;
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: productArn,
    ProductName: 'Config',
    CompanyName: 'AWS',
    Region: region,
    GeneratorId: ruleArn,
    AwsAccountId: accountId,
    Types: TYPES,
    CreatedAt: new Date(finding.created).toISOString(),
    UpdatedAt: new Date(finding.updated).toISOString(),
    Severity: { Label: 'MEDIUM', Normalized: 40 },
    Title: ruleName,
    Description: `This finding is created for a resource compliance change for config rule: ${ruleName}`,
    ProductFields: {
      'aws/securityhub/ProductName': 'Config',
      'aws/securityhub/CompanyName': 'AWS',
      'aws/securityhub/FindingId': `${productArn}/${id}`,
      'aws/config/ConfigRuleArn': ruleArn,
      'aws/config/ConfigRuleName': ruleName,
      'aws/config/ConfigComplianceType': complianceType,
    },
    // Not confirmed: the id that Security Hub computes if Config has no ARN. An account's id has this form.
    Resources: [
      {
        Type: 'AwsIamUser',
        Id: arn ?? `${IAM_USER}:${resourceId}`,
        Partition: partitionOf(account),
        Region: region,
      },
    ],
    Compliance: { Status: COMPLIANCE_STATUS[complianceType] },
    WorkflowState: 'NEW',
    Workflow: { Status: workflow },
    RecordState: recordStateOf(finding),
    FindingProviderFields: { Severity: { Label: 'MEDIUM' }, Types: TYPES },
  } as const satisfies AwsSecurityFinding;
}

/** Undefined in the other partitions: AWS documents no value for them. AWS: "Resources", Security Hub User Guide. */
function partitionOf({ partition }: Account): 'aws' | 'aws-cn' | 'aws-us-gov' | undefined {
  return partition === 'aws' || partition === 'aws-cn' || partition === 'aws-us-gov' ? partition : undefined;
}

/** AWS does not document what it hashes; the form is that of its examples. */
function hashOf({ ruleArn, resourceId }: Finding): string {
  return createHash('sha1').update(`${ruleArn} ${resourceId}`).digest('hex');
}
