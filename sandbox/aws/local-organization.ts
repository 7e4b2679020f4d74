import { SAMPLE_ACCOUNT } from '../core/account';
import { Accounts, type MemberAccount } from './accounts';
import { LocalAws, type LocalAwsOptions } from './local-aws';

export interface LocalOrganizationOptions extends LocalAwsOptions {
  /** The accounts besides the management account, which is `account`. They are in its region and partition. */
  readonly members: readonly MemberOptions[];
  /** The management account's name and place. */
  readonly management?: Omit<MemberOptions, 'accountId' | 'state'>;
  /** Ids of members that may act for the management account. */
  readonly delegatedAdministrators?: readonly string[];
}

interface MemberOptions extends Partial<Pick<MemberAccount, 'name' | 'state'>> {
  readonly accountId: string;
  /** The ids of the organizational unit that the account is in and of those above it, without the root. */
  readonly organizationalUnits?: readonly string[];
}

/** Several accounts of an organization behind one endpoint, on one clock: each a `LocalAws` of its own. */
export class LocalOrganization {
  /** The organization's id, for the condition key aws:PrincipalOrgID. */
  static readonly ID = 'o-local00aws';
  /** The root's id, for StackSets. */
  static readonly ROOT = 'r-local';

  /** @throws if the port is taken; Error for two accounts with one id */
  static async start({
    members,
    management: place,
    delegatedAdministrators = [],
    account = SAMPLE_ACCOUNT,
    ...options
  }: LocalOrganizationOptions): Promise<LocalOrganization> {
    const accounts = new Accounts(options);
    const memberOf = ({ accountId, name = accountId, state = 'ACTIVE', organizationalUnits = [] }: MemberOptions) => ({
      aws: new LocalAws({ ...options, account: { ...account, accountId } }, accounts),
      name,
      state,
      organizationalUnits: [...organizationalUnits, LocalOrganization.ROOT],
      joined: options.now,
    });
    const management = memberOf({ ...place, accountId: account.accountId });
    const all = [management, ...members.map(memberOf)];
    accounts.organization = {
      id: LocalOrganization.ID,
      managementAccountId: account.accountId,
      accounts: all,
      delegatedAdministrators,
    };
    await accounts.listen(options.port);
    return new LocalOrganization(
      management.aws,
      all.map(({ aws }) => aws),
      accounts,
    );
  }

  private constructor(
    readonly management: LocalAws,
    /** All of them, the management account first. */
    readonly accounts: readonly LocalAws[],
    private readonly shared: Accounts,
  ) {}

  /** The one endpoint's URL. Credentials choose the account, e.g. `management.operatorCredentials()`. */
  get url(): string {
    return this.shared.url;
  }

  /** @throws Error if there is no such account */
  account(accountId: string): LocalAws {
    return this.shared.get(accountId);
  }

  async close(): Promise<void> {
    for (const aws of this.accounts) await aws.close();
  }
}
