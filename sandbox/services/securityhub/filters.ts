import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { AsffFinding } from './asff';

/** The attributes that findings can be filtered by here, with what is compared. */
const ATTRIBUTES = new Map<string, (finding: AsffFinding) => string>(
  Object.entries({
    Title: ({ Title }) => Title,
    GeneratorId: ({ GeneratorId }) => GeneratorId,
    ProductName: ({ ProductName }) => ProductName,
    AwsAccountId: ({ AwsAccountId }) => AwsAccountId,
    ResourceId: ({ Resources: [{ Id }] }) => Id,
    ComplianceStatus: ({ Compliance: { Status } }) => Status,
    RecordState: ({ RecordState }) => RecordState,
    WorkflowStatus: ({ Workflow: { Status } }) => Status,
  }),
);

const COMPARISONS = [
  'EQUALS',
  'PREFIX',
  'NOT_EQUALS',
  'PREFIX_NOT_EQUALS',
  'CONTAINS',
  'NOT_CONTAINS',
  'CONTAINS_WORD',
];

interface Condition {
  readonly comparison: 'EQUALS' | 'PREFIX' | 'NOT_EQUALS';
  readonly value: string;
}

/** The conditions on each attribute that is filtered by, under its name. */
export type Filters = ReadonlyMap<string, readonly Condition[]>;

/**
 * AWS: "GetFindings" and "StringFilter", Security Hub CSPM API Reference: at most 20 values for an attribute. That these
 * are all of the attributes makes the limit of ten superfluous.
 * @throws AwsError InvalidInputException; NotModelled for another attribute or comparison
 */
export function parseFilters(input: Fields): Filters {
  if (!input.has('Filters')) return new Map();
  const names = [...ATTRIBUTES.keys()];
  const filters = input.structure('Filters').only(...names);
  return new Map(names.map((name) => [name, conditionsOn(name, filters)]));
}

/** What has the value is asked first, any of them will do; what has not must hold without exception. */
export function matches(finding: AsffFinding, filters: Filters): boolean {
  return [...ATTRIBUTES].every(([name, valueOf]) => {
    const conditions = filters.get(name) ?? [];
    const wanted = conditions.filter(({ comparison }) => comparison !== 'NOT_EQUALS');
    const unwanted = conditions.filter(({ comparison }) => comparison === 'NOT_EQUALS');
    const holds = (condition: Condition) => isMet(condition, valueOf(finding));
    return (wanted.length === 0 || wanted.some(holds)) && unwanted.every(holds);
  });
}

/** @throws AwsError for comparisons that AWS does not let stand together */
function conditionsOn(name: string, filters: Fields): Condition[] {
  const conditions = filters.structures(name, { max: 20 }).map(parseCondition);
  const comparisons = new Set(conditions.map(({ comparison }) => comparison));
  if (comparisons.has('EQUALS') && comparisons.has('NOT_EQUALS')) {
    throw new AwsError(
      'InvalidInputException',
      `Invalid parameter 'Filters': ${name} cannot have both an EQUALS and a NOT_EQUALS filter; give one of them.`,
    );
  }
  return conditions;
}

function parseCondition(filter: Fields): Condition {
  const value = filter.only('Value', 'Comparison').text('Value', { pattern: /.*\S.*/ });
  const comparison = filter.text('Comparison', { oneOf: COMPARISONS });
  if (comparison !== 'EQUALS' && comparison !== 'PREFIX' && comparison !== 'NOT_EQUALS') {
    throw new NotModelled(`the comparison ${comparison} of a filter of GetFindings`);
  }
  return { comparison, value };
}

/** Values are compared with regard to case. */
function isMet({ comparison, value }: Condition, actual: string): boolean {
  if (comparison === 'PREFIX') return actual.startsWith(value);
  return (actual === value) === (comparison === 'EQUALS');
}
