import { App, type AppProps } from 'aws-cdk-lib';
import { join } from 'node:path';

/** A CDK app that leaves nothing outside the project's own cdk.out. */
export function testApp(props: AppProps = {}): App {
  const outdir = join(__dirname, '..', '..', 'cdk.out', `test-${process.env['JEST_WORKER_ID'] ?? '0'}`);
  return new App({ outdir, ...props });
}
