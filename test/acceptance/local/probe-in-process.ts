import { compileFunction } from 'node:vm';
import { PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import type { Caller, Endpoint, ExecutionEnvironment, FunctionResult, SandboxClock } from '../../../sandbox/index';
import { faultOf } from '../../../sandbox/lambda-runtime';
import { inProcessClients } from '../../support/in-process-client';
import { PROBE_FUNCTION } from '../facts/probe-function';

/** The probe's function in the tests' process. Its calls are those of the function's role. */
export class ProbeInProcess implements ExecutionEnvironment {
  readonly isGone = false;
  private readonly handler: (event: unknown) => unknown;

  constructor(
    private readonly clock: SandboxClock,
    endpoint: Endpoint,
    caller: Caller,
  ) {
    const { config } = inProcessClients(endpoint, caller);
    const sdk = {
      ConfigServiceClient: function client() {
        return config;
      },
      PutEvaluationsCommand,
    };
    const exports = {};
    // The classes of this realm, which the SDK and the local AWS look for: jest's is another than that of the code.
    const globals = { Date, Error };
    const load: unknown = compileFunction(PROBE_FUNCTION, ['exports', 'require', ...Object.keys(globals)], {
      filename: 'probe/index.js',
    });
    if (typeof load === 'function') {
      Reflect.apply(load, undefined, [exports, () => sdk, ...Object.values(globals)]);
    }
    const handler: unknown = Reflect.get(exports, 'handler');
    if (typeof handler !== 'function') throw new Error('the probe has no handler');
    this.handler = (event): unknown => Reflect.apply(handler, undefined, [event]);
  }

  async invoke(_requestId: string, event: unknown): Promise<FunctionResult> {
    const release = this.clock.hold();
    try {
      return { payload: JSON.stringify(await this.handler(event)), log: [] };
    } catch (error) {
      return { payload: JSON.stringify(faultOf(error)), functionError: 'Unhandled', log: [] };
    } finally {
      release();
    }
  }

  async stop(): Promise<void> {
    // Nothing runs between invocations.
  }
}
