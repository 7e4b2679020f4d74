import { NOW, localIam } from './local-iam';

function tagged(...keys: readonly string[]) {
  const local = localIam();
  local.iam.seed({ userName: 'Dave', createDate: NOW, tags: keys.map((Key) => ({ Key, Value: 'old' })) });
  return local;
}

const many = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({ Key: `${prefix}${index}`, Value: 'v' }));

describe('TagUser', () => {
  it('replaces a tag whose key differs by case alone, value and case', async () => {
    const { call, iam } = tagged('Department', 'team');

    await call('TagUser', {
      UserName: 'Dave',
      Tags: [
        { Key: 'department', Value: 'new' },
        { Key: 'x', Value: '' },
      ],
    });

    expect(iam.find('Dave')?.tags).toEqual([
      { Key: 'department', Value: 'new' },
      { Key: 'team', Value: 'old' },
      { Key: 'x', Value: '' },
    ]);
  });

  it('accepts letters of any script, spaces and the allowed punctuation', async () => {
    const { call, iam } = tagged();
    const tag = { Key: 'Größe 名前 _.:/=+-@', Value: 'été ٣' };

    await call('TagUser', { UserName: 'Dave', Tags: [tag] });

    expect(iam.find('Dave')?.tags).toEqual([tag]);
  });

  it.each([
    [
      'keys that differ by case alone',
      [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
      'InvalidInput',
      /^Duplicate tag keys found/,
    ],
    ['a key with the prefix aws:', [{ Key: 'AWS:x', Value: '' }], 'InvalidInput', /^Tag keys beginning with aws: are/],
    [
      'a key of 129 characters',
      [{ Key: 'k'.repeat(129), Value: '' }],
      'ValidationError',
      /'tags\.1\.member\.key'.*equal to 128/,
    ],
    ['an empty key', [{ Key: '', Value: '' }], 'ValidationError', /greater than or equal to 1/],
    [
      'a value of 257 characters',
      [{ Key: 'k', Value: 'v'.repeat(257) }],
      'ValidationError',
      /'tags\.1\.member\.value'.*equal to 256/,
    ],
    [
      'a character outside the set',
      [
        { Key: 'a', Value: '' },
        { Key: 'b', Value: '<&>' },
      ],
      'ValidationError',
      /Value at 'tags\.2\.member\.value'/,
    ],
    ['a tag without a value', [{ Key: 'k' }], 'ValidationError', /Value at 'tags\.1\.member\.value'/],
    ['51 tags at once', many(51, 'k'), 'ValidationError', /'tags'.*less than or equal to 50/],
    ['no tags', undefined, 'ValidationError', /Value at 'tags'/],
  ])('refuses %s, and then changes nothing', async (_case, tags, code, message) => {
    const { call, iam } = tagged('kept');

    await expect(call('TagUser', { UserName: 'Dave', Tags: tags })).rejects.toMatchObject({
      code,
      status: 400,
      message: expect.stringMatching(message),
    });
    expect(iam.find('Dave')?.tags).toEqual([{ Key: 'kept', Value: 'old' }]);
  });

  it('allows 50 tags and no more', async () => {
    const { call, iam } = tagged('kept');

    await call('TagUser', { UserName: 'Dave', Tags: [...many(49, 'k'), { Key: 'KEPT', Value: 'new' }] });

    expect(iam.find('Dave')?.tags).toHaveLength(50);
    await expect(call('TagUser', { UserName: 'Dave', Tags: many(1, 'other') })).rejects.toMatchObject({
      code: 'LimitExceeded',
      status: 409,
    });
  });
});

describe('UntagUser', () => {
  it('removes tags by key without regard to case, and ignores an absent key', async () => {
    const { call, iam } = tagged('Exempt', 'team');

    await call('UntagUser', { UserName: 'Dave', TagKeys: ['EXEMPT', 'absent'] });

    expect(iam.find('Dave')?.tags).toEqual([{ Key: 'team', Value: 'old' }]);
  });

  it('needs the keys', async () => {
    const { call } = tagged();

    await expect(call('UntagUser', { UserName: 'Dave' })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining("Value at 'tagKeys'"),
    });
  });
});

describe('ListUserTags', () => {
  it('lists in the order in which the tags were set, in pages', async () => {
    const { call } = tagged('c', 'a', 'b');

    const first = await call('ListUserTags', { UserName: 'Dave', MaxItems: 2 });
    const second = await call('ListUserTags', { UserName: 'Dave', MaxItems: 2, Marker: Reflect.get(first, 'Marker') });

    expect(first).toMatchObject({ Tags: [{ Key: 'c' }, { Key: 'a' }], IsTruncated: true });
    expect(second).toEqual({ Tags: [{ Key: 'b', Value: 'old' }], IsTruncated: false });
  });
});
