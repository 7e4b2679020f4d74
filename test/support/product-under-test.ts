import type { Endpoint, LocalAwsOptions } from '../../sandbox/index';

export interface ProductUnderTest {
  readonly template: unknown;
  readonly options: Pick<LocalAwsOptions, 'startEnvironment'>;
}

/**
 * What is deployed, and how its function runs: the template as synthesized, with the bundle in it. The mutation tests
 * have product-in-process.ts in the place of this file (test/mutation/jest.config.cjs).
 */
export function productUnderTest(template: unknown, _endpoint: () => Endpoint): ProductUnderTest {
  return { template, options: {} };
}
