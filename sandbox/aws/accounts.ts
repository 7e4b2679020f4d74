import { Ids } from '../core/account';
import { SandboxClock } from '../core/clock';
import { CredentialStore } from '../endpoint/credentials';
import { HttpServer } from '../endpoint/http-server';
import type { AggregatedAccount } from '../services/config/aggregators';
import type { OrganizationAccount } from '../services/organizations/list-accounts';
import type { Organization } from '../services/organizations/organization';
import type { TargetAccount } from '../services/stacksets/stack-sets';
import type { LocalAws, LocalAwsOptions } from './local-aws';

/** An account with what each service knows of it. */
export interface MemberAccount extends OrganizationAccount, TargetAccount, AggregatedAccount {
  readonly aws: LocalAws;
}

/** The accounts behind one endpoint on the loopback interface, on one clock. A request belongs to its key's account. */
export class Accounts {
  readonly clock: SandboxClock;
  readonly credentials = new CredentialStore();
  /** Unique across the accounts. */
  readonly ids = new Ids();
  /** Has all of the accounts, or none. */
  organization: Organization<MemberAccount> | undefined;
  private readonly byId = new Map<string, LocalAws>();
  private readonly server: HttpServer;
  private endpointUrl = '';

  constructor({ now, drift }: Pick<LocalAwsOptions, 'now' | 'drift'>) {
    this.clock = new SandboxClock(now, drift);
    this.server = new HttpServer(
      (service, region, { accountId }) => this.get(accountId).regions.endpointOf(service, region),
      this.credentials,
      this.clock,
    );
  }

  /** e.g. `http://127.0.0.1:4566`. */
  get url(): string {
    return this.endpointUrl;
  }

  /** @throws Error if there is an account with the same id */
  add(aws: LocalAws): void {
    const { accountId } = aws.account;
    if (this.byId.has(accountId)) throw new Error(`there is another account ${accountId} in this local AWS`);
    this.byId.set(accountId, aws);
  }

  /** @throws Error if there is no such account */
  get(accountId: string): LocalAws {
    const aws = this.byId.get(accountId);
    if (aws) return aws;
    throw new Error(`there is no account ${accountId} in this local AWS: it has ${[...this.byId.keys()].join(', ')}`);
  }

  /** Undefined for an account that does not exist, or is closed or suspended. */
  open(accountId: string): LocalAws | undefined {
    const member = this.organization?.accounts.find(({ aws }) => aws.account.accountId === accountId);
    return member && member.state !== 'ACTIVE' ? undefined : this.byId.get(accountId);
  }

  /** @throws if the port is taken */
  async listen(port?: number): Promise<void> {
    this.endpointUrl = await this.server.listen(port);
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}
