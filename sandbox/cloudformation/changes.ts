import { isDeepStrictEqual } from 'node:util';
import type { Plan } from './plan';
import { templateError } from './template-error';

/** What an update would do to a resource. */
export interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
}

/**
 * What differs between two plans of a stack. A resource that only refers to one that is replaced is not listed.
 * @param before undefined for a stack that has no resources yet
 * @throws AwsError ValidationError for a resource of another type
 */
export function changesBetween(before: Plan | undefined, after: Plan): Change[] {
  const [old, wanted] = [before ? outline(before) : new Map<string, Declared>(), outline(after)];
  const removed = [...old].filter(([logicalId]) => !wanted.has(logicalId));
  return [
    ...[...wanted].flatMap(([logicalId, resource]): Change[] => {
      const present = old.get(logicalId);
      if (isDeepStrictEqual(present, resource)) return [];
      if (present && present.type !== resource.type) throw typeChanged(logicalId);
      return [{ action: present ? 'Modify' : 'Add', logicalId, type: resource.type }];
    }),
    ...removed.map(([logicalId, { type }]): Change => ({ action: 'Remove', logicalId, type })),
  ];
}

function typeChanged(logicalId: string): Error {
  return templateError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${logicalId}]`,
  );
}

interface Declared {
  readonly type: string;
  readonly retained: boolean;
  readonly properties: unknown;
}

/** The resources as declared, each reference to another as its text. */
function outline(plan: Plan): Map<string, Declared> {
  const lookup = {
    ref: (name: string) => `\${${name}}`,
    getAtt: (name: string, attribute: string) => `\${${name}.${attribute}}`,
  };
  return new Map(
    plan.resources.map((resource) => {
      const { logicalId, type, retained } = resource;
      return [logicalId, { type, retained, properties: plan.propertiesOf(resource, lookup) }];
    }),
  );
}
