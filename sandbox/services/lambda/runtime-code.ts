import { buildSync } from 'esbuild';
import type { FunctionDefinition } from './lambda';
import type { EnvironmentSetup } from './runtime/messages';

/** The settings that an execution environment starts with; `now` in ms since the epoch. */
export function setupOf({ code, handler }: FunctionDefinition, now: number): EnvironmentSetup {
  return { code, handlerName: handlerNameOf(handler), sdkFrom: __filename, now };
}

function handlerNameOf(handler: string): string {
  const [file, name, ...rest] = handler.split('.');
  if (file !== 'index' || !name || rest.length > 0) {
    throw new Error(`inline code is index.js: the handler must be index.NAME, got ${handler}`);
  }
  return name;
}

const bundled = new Map<string, string>();

/** An environment's own code, as one script: neither a worker thread nor a new process has a TypeScript loader. */
export function runtimeCode(entryPoint: string): string {
  const known = bundled.get(entryPoint);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  const text = outputFiles[0]?.text;
  if (text === undefined) throw new Error(`esbuild made no bundle of ${entryPoint}`);
  bundled.set(entryPoint, text);
  return text;
}
