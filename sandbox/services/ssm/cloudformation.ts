import type { ResourceProviders } from '../../cloudformation/provider';
import { NotModelled } from '../../core/aws-error';
import type { Ssm } from './ssm';

export function ssmProviders(ssm: Pick<Ssm, 'putDocument' | 'deleteDocument'>): ResourceProviders {
  return {
    /** A runbook in JSON or YAML. Ref: its name. */
    'AWS::SSM::Document': {
      create(properties, { logicalId }) {
        properties.only('Name', 'DocumentType', 'DocumentFormat', 'Content', 'Tags').checkTags();
        const type = properties.optionalText('DocumentType') ?? 'Command';
        if (type !== 'Automation') throw new NotModelled(`the document type ${type}, of ${logicalId}`);
        const format = properties.optionalText('DocumentFormat', { oneOf: ['JSON', 'YAML', 'TEXT'] }) ?? 'JSON';
        if (format === 'TEXT') throw new NotModelled(`the document format ${format}, of ${logicalId}`);
        const name = properties.text('Name');
        ssm.putDocument({
          name,
          documentFormat: format === 'YAML' ? format : 'JSON',
          content: properties.data('Content'),
        });
        return { ref: name, attributes: {} };
      },
      createOnly: ['Name', 'DocumentType'],
      delete: (name) => ssm.deleteDocument(name),
    },
  };
}
