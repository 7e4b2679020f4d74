import type { App, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { AccountStack } from '../../infra/account/account-stack';
import { MessagesStack } from '../../infra/messages/messages-stack';
import { checkedByNag } from '../../infra/nag';
import { organizationOptions } from '../../infra/organization/organization-options';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { testApp } from '../support/app';

const FATAL = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const account = (app: App) => new AccountStack(app, 'InactiveIamUsers');
const messages = (app: App) => new MessagesStack(app, 'InactiveIamUsersMessages');
const organization = (app: App) => {
  const options = organizationOptions((key) => (key === 'organizationalUnitIds' ? 'ou-ab12-12345678' : undefined));
  return new OrganizationStack(app, 'InactiveIamUsersOrganization', { organization: options });
};

function synthesisOf(change: (stack: Stack) => void, stackIn: (app: App) => Stack = account): () => void {
  const app = testApp({ context: FATAL });
  const stack = stackIn(app);
  checkedByNag(app, stack);
  change(stack);
  return () => void app.synth();
}

beforeAll(() => {
  process.env['CDK_VALIDATION'] = 'true';
});

let printed: jest.SpyInstance[];
beforeEach(() => {
  printed = [jest.spyOn(process.stderr, 'write').mockReturnValue(true), jest.spyOn(console, 'error').mockReturnValue()];
});
afterEach(() => {
  process.exitCode = undefined;
  printed.forEach((spy) => spy.mockRestore());
});

describe('The synthesis', () => {
  it.each<[string, (app: App) => Stack]>([
    ['account', account],
    ['messages', messages],
    ['organization', organization],
  ])('of the %s stack passes cdk-nag’s AwsSolutions and the library’s own template validation', (_, stackIn) => {
    expect(synthesisOf(() => undefined, stackIn)).not.toThrow();
    expect(process.exitCode).toBeUndefined();
  });

  it('fails on a permission that cdk-nag finds too wide and that is not acknowledged', () => {
    const synthesis = synthesisOf((stack) => {
      const statements = [new PolicyStatement({ actions: ['iam:*'], resources: ['arn:aws:iam::111122223333:role/x'] })];
      new ManagedPolicy(stack, 'TooWide', { statements });
    });

    expect(failureOf(synthesis)).toBe(true);
  });

  it('fails on a property that CloudFormation would refuse', () => {
    const synthesis = synthesisOf((stack) => {
      new CfnFunction(stack, 'Wrong', {
        code: { zipFile: 'x' },
        role: 'arn:aws:iam::111122223333:role/x',
        timeout: 9000,
      });
    });

    expect(failureOf(synthesis)).toBe(true);
  });
});

/** The library throws or sets the process's exit code, depending on the finding's source. */
function failureOf(synthesis: () => void): boolean {
  try {
    synthesis();
  } catch {
    return true;
  }
  return process.exitCode !== undefined && process.exitCode !== 0;
}
