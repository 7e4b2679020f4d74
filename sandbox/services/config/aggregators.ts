import type { AggregatedSourceStatus, ConfigurationAggregator } from '@aws-sdk/client-config-service';
import type { Account, Ids } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import { Fields } from '../../core/fields';
import type { AuthorizedResource } from '../../policy/caller';
import { administers, type Organization } from '../organizations/organization';
import type { ComplianceStore } from './compliance-store';
import { invalidParameter } from './resource';

/** An account of the organization, as the aggregators of its administrators read it. */
export interface AggregatedAccount {
  readonly aws: {
    readonly account: Account;
    readonly config: {
      readonly compliance: ComplianceStore;
      /** Why aggregators cannot read the account. They then have none of its results. */
      readonly aggregationFailure: { readonly code: string; readonly message: string } | undefined;
    };
  };
}

interface AggregatorsContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Ids;
  /** Undefined if the account is in no organization. */
  readonly organization: () => Organization<AggregatedAccount> | undefined;
  /** AWS does not document whether the status of an organization's aggregator also lists the accounts. */
  readonly aggregatorSources: 'accounts and organization' | 'organization';
}

export interface Aggregator {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Undefined for all regions. */
  readonly regions: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** AWS: "PutConfigurationAggregator", Config API Reference. */
export const AGGREGATOR_NAME = { min: 1, max: 256, pattern: /^[\w-]+$/ } as const;

/**
 * The account's aggregators, of organizations only. They read each account's home region, because rules run nowhere
 * else here, and without any delay.
 */
export class Aggregators {
  private readonly byName = new Map<string, Aggregator>();

  constructor(private readonly context: AggregatorsContext) {}

  /**
   * Adds an aggregator, from the properties of AWS::Config::ConfigurationAggregator. What its role may do is
   * not checked.
   * @throws AwsError as PutConfigurationAggregator does; NotModelled for sources other than the organization,
   * and for a change
   */
  put(properties: unknown, generatedName: string): Aggregator {
    const { clock, account, ids, organization } = this.context;
    const given = Fields.ofTemplate('config', properties, []).only(
      'ConfigurationAggregatorName',
      'OrganizationAggregationSource',
    );
    const name = given.optionalText('ConfigurationAggregatorName', AGGREGATOR_NAME) ?? generatedName;
    const source = given.structure('OrganizationAggregationSource').only('RoleArn', 'AwsRegions', 'AllAwsRegions');
    const regions = source.texts('AwsRegions', {}, { min: 1 });
    const everywhere = source.optionalBoolean('AllAwsRegions') ?? false;
    if (everywhere === regions.length > 0) {
      throw invalidParameter('OrganizationAggregationSource must have either AwsRegions or AllAwsRegions.');
    }
    const known = organization();
    if (!known || !administers(known, account.accountId)) {
      throw new AwsError(
        'OrganizationAccessDeniedException',
        `The account ${account.accountId} is neither the management account nor a delegated administrator of an organization.`,
      );
    }
    if (this.byName.has(name)) throw new NotModelled(`a change of the aggregator ${name}`);
    const aggregator = {
      name,
      arn: this.arnOf(`config-aggregator-${ids.uuid().slice(0, 8)}`),
      roleArn: source.text('RoleArn'),
      regions: everywhere ? undefined : regions,
      created: clock.now(),
    };
    this.byName.set(name, aggregator);
    return aggregator;
  }

  /** @throws AwsError NoSuchConfigurationAggregatorException */
  get(name: string): Aggregator {
    const aggregator = this.byName.get(name);
    if (aggregator) return aggregator;
    throw new AwsError('NoSuchConfigurationAggregatorException', 'The configuration aggregator does not exist.');
  }

  /** Those with these names; all if no name is given. @throws AwsError NoSuchConfigurationAggregatorException */
  named(names: readonly string[]): Aggregator[] {
    return names.length === 0 ? [...this.byName.values()] : [...new Set(names)].map((name) => this.get(name));
  }

  /** The accounts whose results the aggregator has. */
  accounts(aggregator: Aggregator): AggregatedAccount['aws'][] {
    return this.sources(aggregator).filter(({ config }) => !config.aggregationFailure);
  }

  statuses(aggregator: Aggregator): AggregatedSourceStatus[] {
    const { clock, account, organization, aggregatorSources } = this.context;
    const LastUpdateTime = new Date(clock.now());
    const whole = { SourceId: organization()?.id, SourceType: 'ORGANIZATION', AwsRegion: account.region } as const;
    const accounts = aggregatorSources === 'organization' ? [] : this.sources(aggregator);
    return [
      { ...whole, LastUpdateStatus: 'SUCCEEDED', LastUpdateTime },
      ...accounts.map(({ account: { accountId, region }, config: { aggregationFailure } }) => ({
        SourceId: accountId,
        SourceType: 'ACCOUNT' as const,
        AwsRegion: region,
        LastUpdateStatus: aggregationFailure ? ('FAILED' as const) : ('SUCCEEDED' as const),
        LastUpdateTime,
        LastErrorCode: aggregationFailure?.code,
        LastErrorMessage: aggregationFailure?.message,
      })),
    ];
  }

  /** What a call is authorized on; an aggregator that does not exist has its name in place of its id. */
  authorized(name: string): AuthorizedResource {
    return { arn: this.byName.get(name)?.arn ?? this.arnOf(name) };
  }

  private sources({ regions }: Aggregator): AggregatedAccount['aws'][] {
    const accounts = this.context.organization()?.accounts.map(({ aws }) => aws) ?? [];
    return accounts.filter(({ account }) => !regions || regions.includes(account.region));
  }

  private arnOf(id: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:config:${region}:${accountId}:config-aggregator/${id}`;
  }
}

/** As DescribeConfigurationAggregators shows it. */
export function describeAggregator({ name, arn, roleArn, regions, created }: Aggregator): ConfigurationAggregator {
  const where = regions ? { AwsRegions: [...regions] } : { AllAwsRegions: true };
  return {
    ConfigurationAggregatorName: name,
    ConfigurationAggregatorArn: arn,
    OrganizationAggregationSource: { RoleArn: roleArn, ...where },
    CreationTime: new Date(created),
    LastUpdatedTime: new Date(created),
  };
}
