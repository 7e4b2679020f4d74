import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { randomUUID } from 'node:crypto';
import { parseForm, readStructure } from './form';
import type { Protocol } from './protocol';

/** AWS Query: a form that is answered in XML. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function query(version: string, xmlNamespace: string): Protocol {
  return {
    contentType: 'text/xml',
    operationOf: ({ body, headers }) => {
      if (headers['x-amz-target'] !== undefined) return undefined;
      const form = new URLSearchParams(body);
      return form.get('Version') === version ? (form.get('Action') ?? undefined) : undefined;
    },
    decode: (operation, { body }) => readStructure(NormalizedSchema.of(operation[4]), parseForm(body)),
    encode: (operation, output) => {
      const [, namespace, name, , , outputSchema] = operation;
      const metadata: StaticStructureSchema = [3, namespace, 'ResponseMetadata', 0, ['RequestId'], [0]];
      const unit = NormalizedSchema.of(outputSchema).isUnitSchema();
      const envelope: StaticStructureSchema = unit
        ? [3, namespace, `${name}Response`, 0, ['ResponseMetadata'], [() => metadata]]
        : [3, namespace, `${name}Response`, 0, [`${name}Result`, 'ResponseMetadata'], [outputSchema, () => metadata]];
      return writeXml(xmlNamespace, namespace, envelope, {
        [`${name}Result`]: output,
        ResponseMetadata: { RequestId: randomUUID() },
      });
    },
    encodeError: (error) => {
      const fault: StaticStructureSchema = [3, '', 'Error', 0, ['Type', 'Code', 'Message'], [0, 0, 0]];
      const envelope: StaticStructureSchema = [3, '', 'ErrorResponse', 0, ['Error', 'RequestId'], [() => fault, 0]];
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      return writeXml(xmlNamespace, '', envelope, {
        Error: { Type: type, Code: error.code, Message: error.message || undefined },
        RequestId: randomUUID(),
      });
    },
  };
}

function writeXml(
  xmlNamespace: string,
  serviceNamespace: string,
  schema: StaticStructureSchema,
  value: object,
): string {
  const serializer = new XmlShapeSerializer({
    xmlNamespace,
    serviceNamespace,
    httpBindings: false,
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(schema, value);
  return String(serializer.flush());
}
