import { exemptionOf } from '../../rule/exemption';
import { parameters } from './facts';

describe('A pattern of the exemption list', () => {
  it.each([
    ['root-backup', '/', 'root-backup', true],
    ['root-backup', '/teams/eu/', 'root-backup', true],
    ['root-backup', '/', 'root-backup2', false],
    ['Root-Backup', '/', 'root-backup', true],
    ['svc-*', '/', 'svc-reports', true],
    ['svc-*', '/', 'my-svc-reports', false],
    ['*-svc', '/', 'reports-svc', true],
    ['a*b*c', '/', 'a-b-b-c', true],
    ['a*b*c', '/', 'a-c', false],
    ['ab*ba', '/', 'aba', false],
    ['*', '/any/', 'body', true],
    ['break-glass/*', '/break-glass/', 'admin', true],
    ['/break-glass/*', '/break-glass/', 'admin', true],
    ['break-glass/*', '/break-glass/eu/', 'admin', true],
    ['break-glass/*', '/', 'break-glass', false],
    ['break-glass/*', '/teams/break-glass/', 'admin', false],
    ['*/break-glass/*', '/teams/break-glass/', 'admin', true],
    ['Break-Glass/*', '/break-glass/', 'admin', true],
    ['/alice', '/', 'alice', true],
    ['/alice', '/teams/', 'alice', false],
    ['a.b', '/', 'axb', false],
    ['a+b=c', '/', 'a+b=c', true],
    ['ab*ba', '/', 'abba', true],
    ['a*b*a', '/', 'aba', true],
    ['*b*', '/', 'b', true],
    ['a*bb*b', '/', 'abb', false],
    ['a*bb*b', '/', 'abbb', true],
    ['a*bc*bc*d', '/', 'abcd', false],
  ])('%s against the user %s%s: %s', (pattern, path, name, exempt) => {
    const exemption = exemptionOf({ path, name, tags: [] }, parameters({ exemptUsers: [pattern] }));

    expect(exemption).toEqual(exempt ? { kind: 'list', pattern } : undefined);
  });

  it('is matched in no time, however it tries to backtrack', () => {
    const pattern = `${'a*'.repeat(60)}b`;
    const started = performance.now();

    exemptionOf({ path: '/', name: 'a'.repeat(64) }, parameters({ exemptUsers: [pattern] }));

    expect(performance.now() - started).toBeLessThan(50);
  });
});
