import { JsonCodec } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from './protocol';

/**
 * AWS JSON: a header names the operation. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 * @param target the service's name in the header X-Amz-Target
 */
export function json(target: string, version: '1.0' | '1.1' = '1.1'): Protocol {
  const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });
  return {
    contentType: `application/x-amz-json-${version}`,
    operationOf: ({ headers }) => {
      const [service, operation] = headers['x-amz-target']?.split('.') ?? [];
      return service === target ? operation : undefined;
    },
    decode: (operation, { body }) => codec.createDeserializer().read(NormalizedSchema.of(operation[4]), body || '{}'),
    encode: (operation, output) => {
      const schema = NormalizedSchema.of(operation[5]);
      if (schema.isUnitSchema()) return '{}';
      const serializer = codec.createSerializer();
      serializer.write(schema, output);
      return serializer.flush();
    },
    encodeError: (error) => JSON.stringify({ __type: error.code, message: error.message }),
  };
}
