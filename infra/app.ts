import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { InvalidParameter } from '../rule/decision/errors';
import { AccountStack } from './account/account-stack';
import { checkedByNag } from './nag';
import { organizationOptions } from './organization/organization-options';
import { OrganizationStack } from './organization/organization-stack';
import { checkTemplateSize, TemplateTooLarge } from './template-size';

// The command line's context is text, that of cdk.json is not.
const FLAG = new Map<unknown, boolean>([
  [undefined, false],
  [false, false],
  ['false', false],
  [true, true],
  ['true', true],
]);

const app = new App();
const context = (key: string): unknown => app.node.tryGetContext(key);
try {
  const stack = stackOf(app);
  checkedByNag(app, stack);
  const { directory } = app.synth();
  // The account's template has one size, which a test holds; the organization's grows with its options.
  if (stack instanceof OrganizationStack) {
    const remark = checkTemplateSize(readFileSync(join(directory, stack.templateFile), 'utf8'));
    if (remark !== undefined) process.stderr.write(`${remark}\n`);
  }
} catch (error) {
  if (!(error instanceof InvalidParameter) && !(error instanceof TemplateTooLarge)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The account's stack, or with the context `organization=true` the organization's. */
function stackOf(scope: App): Stack {
  const exemptTagKey = context('exemptTagKey');
  if (exemptTagKey !== undefined && typeof exemptTagKey !== 'string') {
    throw new InvalidParameter('context exemptTagKey', exemptTagKey, 'a string');
  }
  const organization = FLAG.get(context('organization'));
  if (organization === undefined) {
    throw new InvalidParameter('context organization', context('organization'), 'true or false');
  }
  if (!organization) return new AccountStack(scope, 'InactiveIamUsers', { exemptTagKey });
  const options = organizationOptions(context);
  return new OrganizationStack(scope, 'InactiveIamUsersOrganization', { exemptTagKey, organization: options });
}
