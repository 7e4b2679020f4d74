import { App } from 'aws-cdk-lib';
import { AccountStack } from './account-stack';
import { checkedByNag } from './nag';

const app = new App();
const exemptTagKey: unknown = app.node.tryGetContext('exemptTagKey');
if (exemptTagKey !== undefined && typeof exemptTagKey !== 'string') {
  throw new Error(`context exemptTagKey must be a string, got ${JSON.stringify(exemptTagKey)}`);
}
const stack = new AccountStack(app, 'InactiveIamUsers', { exemptTagKey });
checkedByNag(app, stack);
app.synth();
