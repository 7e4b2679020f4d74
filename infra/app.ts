import { App } from 'aws-cdk-lib';
import { InvalidParameter } from '../rule/errors';
import { AccountStack } from './account-stack';
import { checkedByNag } from './nag';

const app = new App();
const exemptTagKey: unknown = app.node.tryGetContext('exemptTagKey');
try {
  if (exemptTagKey !== undefined && typeof exemptTagKey !== 'string') {
    throw new InvalidParameter('context exemptTagKey', exemptTagKey, 'a string');
  }
  checkedByNag(app, new AccountStack(app, 'InactiveIamUsers', { exemptTagKey }));
  app.synth();
} catch (error) {
  if (!(error instanceof InvalidParameter)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
