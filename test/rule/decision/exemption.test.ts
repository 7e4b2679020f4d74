import { exemptionOf } from '../../../rule/decision/exemption';
import { parameters } from '../facts';

describe('An entry of the exemption list', () => {
  it.each<[entry: string, path: string, name: string, isExempt: boolean]>([
    // arn:*:iam::*:user/ENTRY
    ['root-backup', '/', 'root-backup', true],
    ['root-backup', '/', 'root-backup2', false],
    ['root-backup', '/', 'my-root-backup', false],
    ['break-glass/admin', '/break-glass/', 'admin', true],
    ['break-glass/*', '/break-glass/', 'admin', true],
    ['break-glass/*', '/break-glass/eu/west/', 'admin', true],
    ['break-glass/*', '/', 'break-glass', false],
    ['break-glass/*', '/break-glass-2/', 'admin', false],
    ['svc-*', '/', 'svc-reports', true],
    ['svc-*', '/', 'my-svc-reports', false],
    ['svc-*', '/svc-team/eu/', 'admin', true],
    ['*-svc', '/', 'reports-svc', true],
    ['*', '/any/', 'body', true],
    ['te*rs/dave', '/teams/eu/workers/', 'dave', true],
    // arn:*:iam::*:user/*/ENTRY
    ['root-backup', '/teams/', 'root-backup', true],
    ['root-backup', '/teams/eu/west/', 'root-backup', true],
    ['root-backup', '/teams/', 'my-root-backup', false],
    ['root-backup', '/root-backup/', 'dave', false],
    ['break-glass/*', '/teams/break-glass/', 'admin', true],
    ['break-glass/*', '/teams/eu/break-glass/on-call/', 'admin', true],
    ['break-glass/*', '/teams/my-break-glass/', 'admin', false],
    ['svc-*', '/teams/', 'svc-reports', true],
    // A path may begin with slashes and hold wildcards of its own, which mean nothing.
    ['root-backup', '///', 'root-backup', true],
    ['root-backup', '/*/', 'root-backup', true],
    ['root-backup', '/', 'root-*', false],
    // The case is ignored.
    ['Root-Backup', '/', 'root-backup', true],
    ['root-backup', '/Teams/', 'ROOT-BACKUP', true],
    ['Break-Glass/*', '/break-glass/', 'admin', true],
    ['break-glass/*', '/BREAK-GLASS/', 'Admin', true],
    // Nothing but `*` is a wildcard.
    ['a.b', '/', 'axb', false],
    ['a+b=c@d_e', '/', 'a+b=c@d_e', true],
  ])('%s against the user %s%s: %s', (entry, path, name, isExempt) => {
    const exemption = exemptionOf({ path, name, tags: [] }, parameters({ exemptUsers: ['nobody-else', entry] }));

    expect(exemption).toEqual(isExempt ? { kind: 'list', entry } : undefined);
  });

  it('exempts a user whose tags have not been read', () => {
    const rule = parameters({ exemptUsers: ['dave'] });

    expect(exemptionOf({ path: '/', name: 'dave' }, rule)).toEqual({ kind: 'list', entry: 'dave' });
  });
});

describe('The exemption tag', () => {
  it.each(['inactive-iam-users:exempt', 'INACTIVE-IAM-USERS:EXEMPT', 'Inactive-IAM-Users:Exempt'])(
    'is recognized as %s, and named as the user carries it',
    (Key) => {
      const tags = [
        { Key: 'team', Value: 'eu' },
        { Key, Value: '' },
      ];

      expect(exemptionOf({ path: '/', name: 'dave', tags }, parameters())).toEqual({ kind: 'tag', key: Key });
    },
  );

  it('may be given in capitals', () => {
    const tags = [{ Key: 'keep', Value: '' }];

    expect(exemptionOf({ path: '/', name: 'dave', tags }, parameters({ exemptTagKey: 'KEEP' }))?.kind).toBe('tag');
  });

  it('is named before the list', () => {
    const tags = [{ Key: 'keep', Value: '' }];
    const rule = parameters({ exemptTagKey: 'keep', exemptUsers: ['*'] });

    expect(exemptionOf({ path: '/', name: 'dave', tags }, rule)).toEqual({ kind: 'tag', key: 'keep' });
  });
});
