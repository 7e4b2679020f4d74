import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACTS } from './facts/facts';
import { parseResults } from './results';

const STEP = { phase: 'begin', step: 'users', ended: '2026-11-24T08:01:00.000Z', checks: [], facts: {} };
const RESULTS = {
  version: '1.2.3',
  accountId: '111122223333',
  region: 'us-east-1',
  began: '2026-11-24T08:00:00.000Z',
  steps: [STEP],
};

const withStep = (changes: object) => ({ ...RESULTS, steps: [{ ...STEP, ...changes }] });

it('Saved results are read back as they were', () => {
  const checks = [{ ok: false, title: 'A check', details: ['a detail'], remedy: 'A remedy.' }];
  const facts = { repeatedPut: { answer: 'unclear', evidence: 'It rained.' } };
  for (const results of [RESULTS, { ...withStep({ checks, facts }), removed: RESULTS.began }]) {
    expect(parseResults(JSON.stringify(results))).toEqual(results);
  }
});

it.each<[string, unknown]>([
  ['no JSON', undefined],
  ['a list', []],
  ['no version', { ...RESULTS, version: undefined }],
  ['an impossible time', { ...RESULTS, began: 'yesterday' }],
  ['an impossible time of removal', { ...RESULTS, removed: true }],
  ['no steps', { ...RESULTS, steps: {} }],
  ['an unknown phase', withStep({ phase: 'middle' })],
  ['a step without an end', withStep({ ended: undefined })],
  ['a check without a title', withStep({ checks: [{ ok: true }] })],
  ['a check that has neither passed nor failed', withStep({ checks: [{ title: 'A check' }] })],
  ['a detail that is no text', withStep({ checks: [{ ok: true, title: 'A check', details: [1] }] })],
  ['an unknown fact', withStep({ facts: { weather: { answer: 'unclear', evidence: '' } } })],
  ["another fact's answer", withStep({ facts: { repeatedPut: { answer: 'quoted', evidence: '' } } })],
  ['an answer without evidence', withStep({ facts: { repeatedPut: { answer: 'unclear' } } })],
])('Results with %s are not read', (_what, results) => {
  expect(parseResults(JSON.stringify(results) ?? '')).toBeUndefined();
});

it.each(Object.entries(FACTS))('docs/acceptance.md has the question of the fact %s', (name, { question }) => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'acceptance.md'), 'utf8');
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows).toContainEqual(['', `\`${name}\``, question, '']);
});
