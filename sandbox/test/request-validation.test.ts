import { AwsError } from '../core/aws-error';
import { Fields } from '../core/fields';
import type { ServiceName } from '../core/service-names';
import { readPassword } from '../services/iam/passwords';
import { readTags } from '../services/iam/tags';
import { userName } from '../services/iam/names';
import { localConfig } from './services/config/local-config';
import { localIam } from './services/iam/local-iam';

const TAG_KEY = String.raw`Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`;
const KEY = { min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u };

function answerOf(service: ServiceName, input: object, read: (input: Fields) => unknown): unknown {
  try {
    return Fields.read(service, input, read);
  } catch (error) {
    return error instanceof AwsError ? error.message : error;
  }
}

function many(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
}

describe('IAM, as recorded in 2026, answers without the value', () => {
  it.each<{ what: string; tags: unknown; says: string }>([
    {
      what: 'a tag without a value',
      tags: [{ Key: 'k' }],
      says: "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
    },
    {
      what: 'the second tag without a key',
      tags: [{ Key: 'a', Value: '1' }, { Value: 'v' }],
      says: "1 validation error detected: Value at 'tags.2.member.key' failed to satisfy constraint: Member must not be null",
    },
    {
      what: 'a key outside the pattern',
      tags: [{ Key: 'bad#key', Value: 'v' }],
      says: `1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: ${TAG_KEY}`,
    },
    {
      what: 'a key that is too long',
      tags: [{ Key: 'é'.repeat(129), Value: 'v' }],
      says: "1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128",
    },
    {
      what: 'an empty key, which breaks two constraints',
      tags: [{ Key: '', Value: 'v' }],
      says:
        "2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        `Value at 'tags.1.member.key' failed to satisfy constraint: ${TAG_KEY}`,
    },
    {
      what: 'a list that is too long, of which an element is bad',
      tags: [...many(50), { Key: 'bad#key', Value: 'v' }],
      says:
        "2 validation errors detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50; " +
        `Value at 'tags.51.member.key' failed to satisfy constraint: ${TAG_KEY}`,
    },
  ])('$what', ({ tags, says }) => {
    expect(answerOf('iam', { Tags: tags }, readTags)).toBe(says);
  });

  it.each([
    { what: 'an empty key', keys: [''] },
    { what: 'a key outside the pattern', keys: ['bad#key'] },
    { what: 'two such keys', keys: ['bad#', 'k', 'bad*'] },
    { what: 'a gap in the list', keys: [null, 'k'] },
  ])('$what: one fault for the list of strings, which names all constraints', ({ keys }) => {
    expect(answerOf('iam', { TagKeys: keys }, (input) => input.texts('TagKeys', { max: 50 }, KEY))).toBe(
      "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: " +
        `[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, ${TAG_KEY}, Member must not be null]`,
    );
  });

  it('an enum, without its values', () => {
    expect(answerOf('iam', { Status: 'active' }, (input) => input.text('Status', { oneOf: ['Active'] }))).toBe(
      "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    );
  });

  it('a password, by the pattern of its model', () => {
    expect(answerOf('iam', { Password: 'Long-Enough-1€' }, readPassword)).toBe(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: " +
        String.raw`Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+`,
    );
  });
});

describe('A request with several faults', () => {
  const read = (input: Fields) => ({
    name: userName(input, 'UserName', 64),
    size: input.integer('MaxItems', { min: 1 }),
  });

  it('is answered with all of them', () => {
    expect(answerOf('iam', { MaxItems: 0 }, read)).toBe(
      "2 validation errors detected: Value at 'userName' failed to satisfy constraint: Member must not be null; " +
        "Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  it('has no fault inside of a structure that is missing', () => {
    expect(answerOf('config', {}, (input) => input.structure('Source').text('Owner'))).toBe(
      "1 validation error detected: Value null at 'source' failed to satisfy constraint: Member must not be null",
    );
  });

  it("is answered with them rather than with the service's own refusal", () => {
    expect(answerOf('iam', { UserName: 'a b', MaxItems: 0 }, read)).toMatch(/^1 validation error detected: .*maxItems/);
    expect(answerOf('iam', { UserName: 'a b', MaxItems: 1 }, read)).toMatch(
      /^The specified value for userName is invalid/,
    );
  });

  it('is answered with them rather than with an error of the reading', () => {
    const failing = (input: Fields) => {
      read(input);
      throw new Error('after the reading');
    };
    expect(answerOf('iam', { UserName: 'dave', MaxItems: 0 }, failing)).toMatch(/maxItems/);
    expect(answerOf('iam', { UserName: 'dave', MaxItems: 1 }, failing)).toEqual(new Error('after the reading'));
  });

  it('is answered at the first fault that is found after the reading', () => {
    const input = Fields.read('iam', {}, (request) => request);
    expect(() => input.text('UserName')).toThrow("Value at 'userName'");
  });
});

describe('An operation', () => {
  it.each<{ operation: string; input: object; faults: string[] }>([
    {
      operation: 'ListAccessKeys',
      input: { UserName: '', MaxItems: 1001, Marker: '' },
      faults: [
        "Value at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000",
        "Value at 'marker' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value at 'marker' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0020-\\u00FF]+",
      ],
    },
    {
      operation: 'CreateLoginProfile',
      input: { UserName: 'x'.repeat(65) },
      faults: [
        "Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64",
        "Value at 'password' failed to satisfy constraint: Member must not be null",
      ],
    },
  ])(
    '$operation is answered with all faults of its request before anything is looked up',
    async ({ operation, input, faults }) => {
      await expect(localIam().call(operation, input)).rejects.toMatchObject({
        code: 'ValidationError',
        message: `${faults.length} validation errors detected: ${faults.join('; ')}`,
      });
    },
  );

  it('of another service, too', async () => {
    const { call } = localConfig();
    await expect(
      call('PutEvaluations', { Evaluations: [{ ComplianceType: 'ERROR', Annotation: '' }] }),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(
        /^6 validation errors detected: .*complianceType.*annotation.*orderingTimestamp.*resultToken/,
      ),
    });
  });
});

describe('The other services show the value', () => {
  it.each<{ what: string; input: object; read: (input: Fields) => unknown; says: string }>([
    {
      what: 'and the values of an enum',
      input: { ComplianceType: 'ERROR' },
      read: (input) => input.text('ComplianceType', { oneOf: ['NON_COMPLIANT', 'COMPLIANT'] }),
      says: "Value 'ERROR' at 'complianceType' failed to satisfy constraint: Member must satisfy enum value set: [NON_COMPLIANT, COMPLIANT]",
    },
    {
      what: 'which is null if it is missing',
      input: {},
      read: (input) => input.text('ConfigRuleName'),
      says: "Value null at 'configRuleName' failed to satisfy constraint: Member must not be null",
    },
    {
      what: 'of a list',
      input: { ConfigRuleNames: ['', 'rule'] },
      read: (input) => input.texts('ConfigRuleNames', {}, { min: 1 }),
      says: "Value '[, rule]' at 'configRuleNames' failed to satisfy constraint: Member must satisfy constraint: [Member must have length greater than or equal to 1, Member must not be null]",
    },
  ])('$what', ({ input, read, says }) => {
    expect(answerOf('config', input, read)).toBe(`1 validation error detected: ${says}`);
  });
});
