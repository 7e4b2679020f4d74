import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyDocument } from '../../audit/policy';

describe('The README', () => {
  it('shows the policy that the audit needs', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    const [, shown] = /The permissions that it needs:\s+```json\n(.*?)```/s.exec(readme) ?? [];

    expect(JSON.parse(shown ?? '')).toEqual(policyDocument());
  });
});
