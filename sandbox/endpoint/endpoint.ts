import type { SandboxClock } from '../core/clock';
import { authorize } from '../policy/authorize';
import { AwsError, NotModelled } from '../core/aws-error';
import { Fields } from '../core/fields';
import type { Operations } from './operation';
import type { Caller } from '../policy/caller';
import type { ServiceName } from '../core/service-names';
import { isOperation } from '../protocols/services';

/** One API call, as CloudTrail would record it. */
export interface Call {
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly time: number;
  readonly caller: string;
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  /** The error's code; absent if the call succeeded. */
  readonly error?: string;
}

/** Runs before each call. If it throws, the error is the call's answer. For tests: faults, and changes meanwhile. */
type Interceptor = (call: Pick<Call, 'caller' | 'service' | 'operation' | 'input'>) => void | Promise<void>;

/** The one place that validates, authorizes, performs and records each API call, over HTTP or from within. */
export class Endpoint {
  readonly calls: Call[] = [];
  readonly interceptors: Interceptor[] = [];
  /** Called with each call once it has been answered. */
  readonly observers: ((call: Call) => void)[] = [];

  constructor(
    private readonly services: Readonly<Partial<Record<ServiceName, Operations>>>,
    private readonly clock: Pick<SandboxClock, 'now'>,
    /** Added to the message about what is not modelled here, e.g. ` in eu-west-1`. */
    private readonly place = '',
  ) {}

  /** @throws AwsError as AWS answers; NotModelled for an operation of AWS that is not served here */
  async call(caller: Caller, service: ServiceName, operation: string, input: unknown): Promise<object> {
    const call = { time: this.clock.now(), caller: caller.arn, service, operation, input: withoutPassword(input) };
    try {
      for (const interceptor of this.interceptors) await interceptor(call);
      const output = await this.perform(caller, service, operation, input);
      this.record(call);
      return output;
    } catch (error) {
      this.record({ ...call, error: error instanceof AwsError ? error.code : 'InternalFailure' });
      throw error;
    }
  }

  private record(call: Call): void {
    this.calls.push(call);
    for (const observe of this.observers) observe(call);
  }

  private async perform(caller: Caller, service: ServiceName, operation: string, input: unknown): Promise<object> {
    if (!isOperation(service, operation)) {
      throw new AwsError('InvalidAction', `Could not find operation ${operation} for ${service}`);
    }
    const served = this.services[service]?.[operation];
    if (!served) throw new NotModelled(`${service}:${operation}${this.place}`);
    const request = Fields.read(service, input, served);
    authorize(caller, service, `${service}:${operation}`, request.authorize());
    return (await request.handle(caller)) ?? {};
  }
}

/** The record of calls keeps no password. */
function withoutPassword(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('Password' in input)) return input;
  return { ...input, Password: '(not kept)' };
}
