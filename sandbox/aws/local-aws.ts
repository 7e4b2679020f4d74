import type { RegionOptStatus } from '@aws-sdk/client-account';
import { type Account, SAMPLE_ACCOUNT } from '../core/account';
import { accountOperations } from '../services/account/account';
import type { SandboxClock } from '../core/clock';
import type { Stack } from '../cloudformation/deploy';
import { StackSets } from '../services/stacksets/stack-sets';
import { alarmStateChange } from '../services/cloudwatch/alarm';
import { CloudWatch } from '../services/cloudwatch/cloudwatch';
import type { UnconfirmedAlarms } from '../services/cloudwatch/evaluation-range';
import { complianceChange } from '../services/config/compliance-event';
import { Config, type ConfigBehaviour } from '../services/config/config';
import type { Credentials } from '../endpoint/credentials';
import { type Call, Endpoint } from '../endpoint/endpoint';
import type { Caller } from '../policy/caller';
import { ApiDestinations } from '../services/events/api-destinations';
import { EventBus } from '../services/events/event-bus';
import { eventOperations } from '../services/events/put-events';
import type { IamBehaviour } from '../services/iam/context';
import { Iam } from '../services/iam/iam';
import { rolePolicyOperations } from '../services/iam/role-policies';
import { Functions } from '../services/lambda/functions';
import type { StartEnvironment } from '../services/lambda/lambda';
import { WorkerEnvironment } from '../services/lambda/worker-environment';
import { Logs } from '../services/logs/logs';
import { parsePolicyDocument } from '../policy/parse-policy';
import { RoleStore } from '../policy/role-store';
import { Accounts } from './accounts';
import { type Elsewhere, Regions, regionStatuses } from './regions';
import { resourceProviders } from './resource-providers';
import { organizationsOperations } from '../services/organizations/list-accounts';
import { Secrets } from '../services/secretsmanager/secrets';
import { SecurityHub } from '../services/securityhub/security-hub';
import { Ses } from '../services/ses/ses';
import { Keys } from '../services/kms/keys';
import { Sns } from '../services/sns/sns';
import { sqsOperations } from '../services/sqs/operations';
import { Sqs } from '../services/sqs/sqs';
import { Ssm } from '../services/ssm/ssm';
import { statusChange } from '../services/ssm/status-event';
import type { UnconfirmedBehaviour } from '../services/ssm/steps/action';
import { ChangeSets } from '../services/stacks/change-sets';
import { stackOperations } from '../services/stacks/operations';
import { Stacks } from '../services/stacks/stacks';
import { sts } from '../services/sts/sts';

export interface LocalAwsOptions {
  /** When the account's clock starts, in milliseconds since the epoch. */
  readonly now: number;
  readonly account?: Account;
  /** Regions that the account has or has not opted in to, e.g. `{ 'eu-south-2': 'ENABLED' }`; by default as in AWS. */
  readonly regions?: Readonly<Record<string, RegionOptStatus>>;
  /** Real time that has passed, for a local AWS that stays up; otherwise time is the clock's alone. */
  readonly drift?: () => number;
  /** Undocumented behaviour of SSM and of CloudWatch's alarms: a test can choose either reading. */
  readonly unconfirmed?: Partial<UnconfirmedBehaviour & UnconfirmedAlarms>;
  /** Behaviour of IAM that AWS does not document or has changed: a test can choose either reading. */
  readonly iam?: Partial<IamBehaviour>;
  /** Undocumented behaviour of AWS Config: a test can choose either reading. */
  readonly config?: Partial<ConfigBehaviour>;
  /** How many milliseconds pass before each step of a run of a runbook; none by default. AWS gives no bound. */
  readonly stepDelay?: () => number;
  readonly port?: number;
  /** How functions run; as a worker thread in the clock's time, unless a measurement or a test needs another way. */
  readonly startEnvironment?: StartEnvironment;
}

/** One account of a local AWS: its services on one clock, behind one endpoint on the loopback interface. */
export class LocalAws {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly iam: Iam;
  readonly config: Config;
  readonly ssm: Ssm;
  readonly securityHub: SecurityHub;
  readonly secrets: Secrets;
  readonly stackSets: StackSets;
  readonly stacks: Stacks;
  readonly roles: RoleStore;
  readonly lambda: Functions;
  readonly logs: Logs;
  readonly kms: Keys;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly events: EventBus;
  readonly apiDestinations: ApiDestinations;
  readonly ses: Ses;
  readonly cloudwatch: CloudWatch;
  readonly endpoint: Endpoint;
  readonly regions: Regions;
  /** A caller who may do everything, as an administrator's session. */
  readonly operator: Caller;

  /** @throws if the port is taken */
  static async start(options: LocalAwsOptions): Promise<LocalAws> {
    const accounts = new Accounts(options);
    const aws = new LocalAws(options, accounts);
    await accounts.listen(options.port);
    return aws;
  }

  /** One of several accounts behind an endpoint; `start` starts one that is alone. */
  constructor(
    { account = SAMPLE_ACCOUNT, regions, startEnvironment, stepDelay, ...readings }: Omit<LocalAwsOptions, 'now'>,
    private readonly accounts: Accounts,
  ) {
    const { clock, ids, credentials } = accounts;
    this.account = account;
    this.clock = clock;
    this.cloudwatch = new CloudWatch(clock, account, readings.unconfirmed);
    this.logs = new Logs(account, this.cloudwatch);
    this.kms = new Keys({ account, ids });
    this.sns = new Sns({ clock, account, ids, keys: this.kms });
    this.ses = new Ses({ clock, account, ids });
    this.sqs = new Sqs({ clock, account, ids, endpointUrl: () => this.url });
    this.secrets = new Secrets(account);
    this.roles = new RoleStore({ account, ids });
    this.apiDestinations = new ApiDestinations({ clock, account, ids, roles: this.roles });
    this.iam = new Iam({ clock, account, ids }, readings.iam);
    this.lambda = new Functions({
      clock,
      account,
      ids,
      credentials,
      roles: this.roles,
      logs: this.logs,
      endpointUrl: () => this.url,
      startEnvironment: startEnvironment ?? startWorker,
      invoked: (invocation) => this.cloudwatch.recordInvocation(invocation),
    });
    const { sns, sqs, lambda, apiDestinations } = this;
    this.events = new EventBus({ clock, account, ids, sns, sqs, lambda, apiDestinations });
    this.ssm = new Ssm(
      {
        clock,
        account,
        ids,
        roles: this.roles,
        lambda: this.lambda,
        call: (caller, service, operation, input) => this.endpoint.call(caller, service, operation, input),
        ...(stepDelay && { stepDelay }),
      },
      readings.unconfirmed,
    );
    this.config = new Config(
      {
        clock,
        account,
        ids,
        lambda: this.lambda,
        automation: this.ssm,
        users: () => this.iam.users(),
        organization: () => accounts.organization,
      },
      readings.config,
    );
    this.stackSets = new StackSets(account, ids, () => accounts.organization);
    this.securityHub = new SecurityHub({ clock, account, userArns: () => this.config.inventory.arns() });
    this.config.compliance.changeObservers.push((result) =>
      this.securityHub.receive({ ...result, ruleArn: this.config.ruleArn(result.ruleName) }),
    );
    const secretText = (id: string) => this.secrets.textOf(id);
    this.stacks = new Stacks({ clock, account, ids, providers: resourceProviders(this), secretText });
    const statuses = regionStatuses(account, regions);
    this.endpoint = new Endpoint(
      {
        iam: { ...this.iam.operations, ...rolePolicyOperations(this.roles) },
        config: this.config.operations,
        ssm: this.ssm.operations,
        sts: sts({
          clock,
          credentials,
          rolesOf: (accountId) => accounts.open(accountId)?.roles,
          organizationId: () => accounts.organization?.id,
        }),
        securityhub: this.securityHub.operations,
        events: eventOperations(this.events),
        ses: this.ses.operations,
        account: accountOperations(statuses),
        cloudformation: stackOperations(this.stacks, new ChangeSets(this.stacks, clock)),
        sqs: sqsOperations(this.sqs),
        cloudwatch: this.cloudwatch.operations,
        organizations: organizationsOperations(() => accounts.organization, clock),
      },
      clock,
    );
    this.regions = new Regions(this.endpoint, { clock, account, statuses });
    this.keepInventory();
    this.emitEvents();
    this.operator = administrator(account);
    accounts.add(this);
  }

  /** The endpoint's URL, e.g. `http://127.0.0.1:4566`. */
  get url(): string {
    return this.accounts.url;
  }

  /** Config in another region of the account. @throws Error for one that is not enabled */
  elsewhere(region: string): Elsewhere {
    return this.regions.elsewhere(region);
  }

  /** Fake keys for the operator, for the AWS CLI and the SDKs. */
  operatorCredentials(): Credentials {
    return this.accounts.credentials.issue(this.operator);
  }

  /** Creates a stack from a synthesized template. @throws AwsError as CloudFormation refuses; NotModelled by name */
  async deploy(
    template: unknown,
    parameters: Readonly<Record<string, string>> = {},
    stackName = 'Stack',
  ): Promise<Stack> {
    return await this.stacks.deploy(template, parameters, stackName);
  }

  /** Config's recorder sees the user before each change, and the change's time. */
  private keepInventory(): void {
    const observe = ({ service, operation }: Pick<Call, 'service' | 'operation'>) => {
      if (service === 'iam' && /^(Create|Update|Delete|Tag|Untag)/.test(operation)) this.config.inventory.observe();
    };
    this.endpoint.interceptors.push(observe);
    this.endpoint.observers.push(observe);
  }

  /** Config, Automation and CloudWatch send what changes to EventBridge, which counts what it cannot deliver. */
  private emitEvents(): void {
    const { account, cloudwatch, config, events, ssm } = this;
    config.compliance.changeObservers.push((result, previous) =>
      events.put(complianceChange(result, previous, config.ruleArn(result.ruleName), account)),
    );
    ssm.statusObservers.push((execution) => events.put(statusChange(execution, account)));
    events.failureObservers.push((failure) => cloudwatch.recordFailedInvocation(failure));
    cloudwatch.changeObservers.push((change) => events.put(alarmStateChange(change, account)));
  }

  async close(): Promise<void> {
    await this.lambda.close();
    await this.accounts.close();
  }
}

const startWorker: StartEnvironment = (definition, variables, clock) =>
  new WorkerEnvironment(definition, variables, clock);

function administrator({ partition, accountId }: Account): Caller {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return {
    arn: `arn:${partition}:sts::${accountId}:assumed-role/Administrator/sandbox`,
    userId: 'AROAADMINISTRATOR0001:sandbox',
    accountId,
    policies: [parsePolicyDocument(everything, 'the administrator')],
  };
}
