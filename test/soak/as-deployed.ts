import { join } from 'node:path';
import { type StartEnvironment, WorkerEnvironment } from '../../sandbox/index';
import { runtimeCode } from '../../sandbox/lambda-runtime';
import type { Chance } from './chance';

const LOCKSTEP = runtimeCode(join(__dirname, 'lockstep.ts'));

/** The template's bundle in worker threads, which call the local AWS over HTTP in lockstep: a seed decides all. */
export function asDeployed(chance: Chance): StartEnvironment {
  return (definition, variables, clock) =>
    new WorkerEnvironment(
      { ...definition, code: inLockstep(definition.code) },
      { ...variables, SOAK_SEED: String(chance.below(2 ** 31)) },
      clock,
    );
}

function inLockstep(code: string): string {
  return [
    `const { inLockstep } = (() => { const module = { exports: {} }; ${LOCKSTEP}\nreturn module.exports; })();`,
    code,
    'exports.handler = inLockstep(exports.handler);',
  ].join('\n');
}
