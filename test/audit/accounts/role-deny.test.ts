import { parseDenies } from '../../../audit/accounts/role-deny';

const DENY = { Effect: 'Deny', Action: 'iam:DeleteLoginProfile' };
const TAGGED = { ...DENY, Resource: '*', Condition: { Null: { 'aws:ResourceTag/Keep': 'false' } } };

function listed(...entries: readonly string[]) {
  return { ...DENY, Resource: ['arn:*:iam::*:user/', ...entries.map((entry) => `arn:*:iam::*:user/${entry}`)] };
}

function denies(...statements: readonly object[]) {
  return parseDenies(encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements })));
}

describe('The Deny of the runbook’s role', () => {
  it.each<[string, object, { path?: string; name?: string; key?: string }, boolean]>([
    ['a user with the tag, in any case', TAGGED, { key: 'KEEP' }, true],
    ['a user with another tag', TAGGED, { key: 'Keeper' }, false],
    ['a user on the list', listed('dave'), {}, true],
    ['a user whose name differs in case', listed('Dave'), {}, false],
    ['a user under a listed path', listed('break-glass/*'), { path: '/break-glass/' }, true],
    ['a user of a listed name under another path', listed('dave'), { path: '/ops/' }, false],
    ['a user whose path contains a listed ARN', listed('dave'), { path: '/x:user/' }, false],
    ['a user on an empty list', listed(), {}, false],
    ['everybody', { ...DENY, Action: ['iam:Delete*'], Resource: '*' }, {}, true],
    ['users of another action', { ...DENY, Action: 'iam:DeleteUser', Resource: '*' }, {}, false],
    ['users of an Allow', { ...DENY, Effect: 'Allow', Resource: '*' }, {}, false],
  ])('decides on %s', (_name, statement, { path = '/', name = 'dave', key }, expected) => {
    const tags = key === undefined ? [] : [{ Key: key, Value: '' }];

    expect(denies(statement)?.({ path, name, tags })).toBe(expected);
  });

  it.each<[string, object]>([
    ['NotResource', { ...DENY, NotResource: 'arn:aws:iam::111122223333:user/dave' }],
    ['the users of one account', { ...DENY, Resource: 'arn:aws:iam::111122223333:user/dave' }],
    ['a question mark', listed('dav?')],
    ['a variable', listed('${aws:username}')],
    ['another condition', { ...TAGGED, Condition: { StringEquals: { 'aws:ResourceTag/keep': 'yes' } } }],
    ['a second condition', { ...TAGGED, Condition: { ...TAGGED.Condition, Bool: { 'aws:SecureTransport': 'false' } } }],
    ['the absence of a tag', { ...TAGGED, Condition: { Null: { 'aws:ResourceTag/keep': 'true' } } }],
  ])('is not understood with %s', (_name, statement) => {
    expect(denies(TAGGED, statement)).toBeUndefined();
  });

  it.each(['', '%', 'no JSON'])('is not understood in %j', (document) => {
    expect(parseDenies(document)).toBeUndefined();
  });
});
