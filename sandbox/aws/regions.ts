import type { RegionOptStatus } from '@aws-sdk/client-account';
import { type Account, Ids } from '../core/account';
import type { RegionStatuses } from '../services/account/account';
import type { SandboxClock } from '../core/clock';
import { Config } from '../services/config/config';
import { AwsError, NotModelled } from '../core/aws-error';
import { Endpoint } from '../endpoint/endpoint';
import type { ServiceName } from '../core/service-names';

/** A region of the account other than its home: only AWS Config. */
export interface Elsewhere {
  readonly config: Config;
  readonly endpoint: Endpoint;
}

/** AWS: "AWS Regions", Account Management User Guide: those that an account has without opting in. */
const BY_DEFAULT: Readonly<Record<Account['partition'], readonly string[]>> = {
  aws: (
    'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 ' +
    'eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2'
  ).split(' '),
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-iso': ['us-iso-east-1', 'us-iso-west-1'],
  'aws-iso-b': ['us-isob-east-1', 'us-isob-west-1'],
  'aws-iso-e': ['eu-isoe-west-1'],
  'aws-iso-f': ['us-isof-east-1', 'us-isof-south-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

/** The regions that an account has by default, including its home region, and those with a given status. */
export function regionStatuses(
  { partition, region: home }: Account,
  given: Readonly<Record<string, RegionOptStatus>> = {},
): RegionStatuses {
  const byDefault = BY_DEFAULT[partition].map((region) => [region, 'ENABLED_BY_DEFAULT'] as const);
  return new Map([[home, 'ENABLED'], ...byDefault, ...Object.entries(given)]);
}

/** These services belong to the account as a whole: a request may be signed for any region. */
const GLOBAL: ReadonlySet<ServiceName> = new Set(['iam', 'sts', 'account', 'organizations']);

/** The account's regions: the home region with all that is modelled, and a separate Config in each of the others. */
export class Regions {
  private readonly others = new Map<string, Elsewhere>();

  constructor(
    private readonly home: Endpoint,
    private readonly context: {
      readonly clock: SandboxClock;
      readonly account: Account;
      readonly statuses: RegionStatuses;
    },
  ) {}

  /** The endpoint for requests that are signed for a region; without one, the home region's. */
  endpointOf(service: ServiceName, region = this.context.account.region): Endpoint {
    if (region === this.context.account.region || GLOBAL.has(service)) return this.home;
    return isEnabled(this.context.statuses.get(region)) ? this.elsewhere(region).endpoint : this.refusing(region);
  }

  /** Another enabled region. @throws Error for the home region, and for one that is not enabled */
  elsewhere(region: string): Elsewhere {
    const { statuses, account } = this.context;
    if (region === account.region || !isEnabled(statuses.get(region))) {
      throw new Error(`${region} is not another enabled region of this local AWS; its home is ${account.region}`);
    }
    const known = this.others.get(region) ?? this.open(region);
    this.others.set(region, known);
    return known;
  }

  /** Config there records no users and can run no function or runbook: that would need the region's own services. */
  private open(region: string): Elsewhere {
    const { clock } = this.context;
    const missing = (what: string) => new NotModelled(`${what} in ${region}, which is not the account's home region`);
    const config = new Config({
      clock,
      account: { ...this.context.account, region },
      ids: new Ids(),
      lambda: {
        mayInvokeByService: () => true,
        invokeByService: async () => await Promise.reject(missing('Lambda')),
      },
      automation: {
        start: () => {
          throw missing('Automation');
        },
        defaultVersion: () => undefined,
        ended: async () => await Promise.reject(missing('Automation')),
      },
      users: () => [],
    });
    config.inventory.records = false;
    return { config, endpoint: new Endpoint({ config: config.operations }, clock, ` in ${region}`) };
  }

  /** AWS's answer in a region that the account has not opted in to: the region does not know the account's keys. */
  private refusing(region: string): Endpoint {
    const endpoint = new Endpoint({}, this.context.clock, ` in ${region}`);
    endpoint.interceptors.push(() => {
      throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    });
    return endpoint;
  }
}

function isEnabled(status: RegionOptStatus | undefined): boolean {
  return status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT';
}
