import { addressOf } from '../../messages/address';

const SETTINGS = { ownerTagKey: 'owner', allowedDomains: ['example.com', 'example.org'] };

function found(name: string, owner?: string, key = 'owner'): string | undefined {
  return addressOf({ name, tags: owner === undefined ? [] : [{ Key: key, Value: owner }] }, SETTINGS);
}

describe('The address of a user', () => {
  it.each([
    ['is the one in the tag', found('dave', 'dave@example.com'), 'dave@example.com'],
    ['is the tag’s before the name', found('dave@example.com', 'boss@example.org'), 'boss@example.org'],
    ['is found whatever the case of the tag’s key', found('dave', 'dave@example.com', 'Owner'), 'dave@example.com'],
    ['is the name without a tag', found('dave.d+aws@example.com'), 'dave.d+aws@example.com'],
    ['is the name if the tag is not an address', found('dave@example.com', 'team 7'), 'dave@example.com'],
    ['is the name if the tag’s domain is not allowed', found('dave@example.com', 'd@evil.test'), 'dave@example.com'],
    ['has its domain in lower case, for IAM’s condition', found('dave', 'Dave@Example.COM'), 'Dave@example.com'],
  ])('%s', (_, address, expected) => {
    expect(address).toBe(expected);
  });

  it.each([
    'dave',
    '',
    'dave@evil.test',
    'dave@sub.example.com',
    'dave@example.com.evil.test',
    'dave@evil.test@example.com',
    'dave@evil.test,dave@example.com',
    'dave@example.com,dave@evil.test',
    'dave@example.com\r\nBcc: everyone@example.com',
    'dave@example.com\n',
    'Dave <dave@example.com>',
    '"dave"@example.com',
    'da ve@example.com',
    '.dave@example.com',
    'dave..d@example.com',
    '@example.com',
    'dave@',
    `${'d'.repeat(250)}@example.com`,
  ])('is never %j', (text) => {
    expect([found('dave', text), found(text)]).toEqual([undefined, undefined]);
  });
});
