import type { Endpoint } from '../../sandbox/index';

/** From now on the endpoint answers otherwise to each call of this operation. */
export function alterAnswers(
  endpoint: Endpoint,
  operation: string,
  alter: (output: object, input: unknown) => object,
): void {
  const call = endpoint.call.bind(endpoint);
  endpoint.call = async (caller, service, called, input) => {
    const output = await call(caller, service, called, input);
    return called === operation ? alter(output, input) : output;
  };
}
