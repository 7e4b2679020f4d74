import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { InvalidParameter } from '../rule/decision/errors';
import { AccountStack } from './account/account-stack';
import { checkContextKeys, type ContextKey } from './context';
import { MessagesStack } from './messages/messages-stack';
import { checkedByNag } from './nag';
import { organizationOptions } from './organization/organization-options';
import { OrganizationStack } from './organization/organization-stack';
import { checkTemplateSize, TemplateTooLarge } from './template-size';

// Context is text on the command line, and boolean in cdk.json.
const FLAG = new Map<unknown, boolean>([
  [undefined, false],
  [false, false],
  ['false', false],
  [true, true],
  ['true', true],
]);

const app = new App();
const context = (key: ContextKey): unknown => app.node.tryGetContext(key);
try {
  checkContextKeys(Object.keys(app.node.getAllContext()));
  const stack = stackOf(app);
  const messages = flag('messages') ? [new MessagesStack(app, 'InactiveIamUsersMessages')] : [];
  checkedByNag(app, stack, ...messages);
  const { directory } = app.synth();
  // The organization's template grows with its options. A test checks the account's, which has a fixed size.
  if (stack instanceof OrganizationStack) {
    const warning = checkTemplateSize(readFileSync(join(directory, stack.templateFile), 'utf8'));
    if (warning !== undefined) process.stderr.write(`${warning}\n`);
  }
} catch (error) {
  if (!(error instanceof InvalidParameter) && !(error instanceof TemplateTooLarge)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The account's stack, or the organization's with the context `organization=true`. */
function stackOf(scope: App): Stack {
  const exemptTagKey = context('exemptTagKey');
  if (exemptTagKey !== undefined && typeof exemptTagKey !== 'string') {
    throw new InvalidParameter('context exemptTagKey', exemptTagKey, 'a string');
  }
  if (!flag('organization')) return new AccountStack(scope, 'InactiveIamUsers', { exemptTagKey });
  const options = organizationOptions(context);
  return new OrganizationStack(scope, 'InactiveIamUsersOrganization', { exemptTagKey, organization: options });
}

function flag(key: ContextKey): boolean {
  const value = FLAG.get(context(key));
  if (value === undefined) throw new InvalidParameter(`context ${key}`, context(key), 'true or false');
  return value;
}
