import { NotModelled } from '../../core/aws-error';
import type { Properties } from '../../cloudformation/properties';
import type { ResourceProvider } from '../../cloudformation/provider';

/** What CreateDocument is given. */
export interface AutomationDocument {
  readonly name: string;
  readonly documentType: 'Automation';
  readonly documentFormat: 'JSON' | 'YAML';
  /** The runbook: an object, or its text. */
  readonly content: unknown;
  readonly updateMethod: 'NewVersion' | 'Replace';
}

/** What this needs of Systems Manager, which checks the document's name and content itself. */
export interface Documents {
  putDocument(document: AutomationDocument): void;
}

/** AWS::SSM::Document, a runbook in JSON or YAML. Ref: its name. */
export function documentProvider(ssm: Documents): ResourceProvider {
  return {
    create(properties, { logicalId, physicalName }) {
      properties.only('Name', 'DocumentType', 'DocumentFormat', 'Content', 'UpdateMethod', 'Tags').checkTags();
      const type = properties.optionalText('DocumentType') ?? 'Command';
      if (type !== 'Automation') throw new NotModelled(`the document type ${type}, of ${logicalId}`);
      const format = properties.optionalText('DocumentFormat', { oneOf: ['JSON', 'YAML', 'TEXT'] }) ?? 'JSON';
      if (format === 'TEXT') throw new NotModelled(`the document format ${format}, of ${logicalId}`);
      const name = properties.optionalText('Name') ?? physicalName(128);
      ssm.putDocument({
        name,
        documentType: 'Automation',
        documentFormat: format === 'YAML' ? format : 'JSON',
        content: properties.data('Content'),
        updateMethod: updateMethodOf(properties),
      });
      return { ref: name, attributes: {} };
    },
  };
}

function updateMethodOf(properties: Properties): 'NewVersion' | 'Replace' {
  const method = properties.optionalText('UpdateMethod', { oneOf: ['NewVersion', 'Replace'] });
  return method === 'NewVersion' ? method : 'Replace';
}
