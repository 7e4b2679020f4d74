import { DeployedAccount, inactiveUser } from '../../support/deployed-account';
import { preflightOf, printed, verifyOf } from './checked-account';

let account: DeployedAccount;
beforeEach(async () => {
  account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
  await account.evaluate();
});
afterEach(() => account.close());

/** What a command prints, or the error that ends it. */
async function said(command: typeof verifyOf): Promise<string> {
  try {
    return printed(await command(account.aws)).replaceAll(/\s+/g, ' ');
  } catch (error) {
    return String(error);
  }
}

describe('An answer of AWS without its list is never taken for "none"', () => {
  it.each<[string, string, string, typeof verifyOf]>([
    ['verify', 'DescribeConfigRules', 'ConfigRules', verifyOf],
    ['verify', 'DescribeRemediationConfigurations', 'RemediationConfigurations', verifyOf],
    ['verify', 'DescribeRemediationExceptions', 'RemediationExceptions', verifyOf],
    ['verify', 'DescribeRemediationExecutionStatus', 'RemediationExecutionStatuses', verifyOf],
    ['verify', 'ListRegions', 'Regions', verifyOf],
    ['preflight', 'DescribeConfigRules', 'ConfigRules', preflightOf],
    ['preflight', 'ListRegions', 'Regions', preflightOf],
  ])('by %s: %s', async (_command, operation, member, command) => {
    account.alterAnswers(operation, () => ({}));

    expect(await said(command)).toContain(`AWS answered without ${member}`);
  });
});
