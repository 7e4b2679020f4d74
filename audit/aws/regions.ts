import { type AccountClient, paginateListRegions, type RegionOptStatus } from '@aws-sdk/client-account';
import { required } from '../../rule/decision/errors';
import { errorText, isBug } from './errors';
import { type Denial, denialIn } from './denial';

export interface Failure {
  readonly message: string;
  readonly denial: Denial | undefined;
}

export type Attempt<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly failure: Failure; readonly value?: undefined };

/** @throws a bug of ours */
export async function attempt<T>(call: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await call };
  } catch (error) {
    if (isBug(error)) throw error;
    return { failure: { message: errorText(error), denial: denialIn(error) } };
  }
}

/** Each region of the partition, with whether the account uses it. */
export type Regions = ReadonlyMap<string, RegionOptStatus | undefined>;

/** AWS: "ListRegions", Account Management API Reference: at most 50 a page. */
export async function readRegions(account: AccountClient): Promise<Regions> {
  const regions = new Map<string, RegionOptStatus | undefined>();
  for await (const page of paginateListRegions({ client: account, pageSize: 50 }, {})) {
    for (const { RegionName: name, RegionOptStatus: status } of required(page.Regions, 'Regions')) {
      if (name) regions.set(name, status);
    }
  }
  return regions;
}

export function isEnabled(status: RegionOptStatus | undefined): boolean {
  return status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT';
}
