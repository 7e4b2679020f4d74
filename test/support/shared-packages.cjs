const { createRequire, isBuiltin } = require('node:module');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const { compileFunction } = vm;
const compiled = new Map();

/**
 * Each test file evaluates our modules and Jest's own anew. V8 need not compile them again: it gets what it made of the
 * module before, and rejects data that does not fit. Without the context they run in the worker's own: see
 * one-context.cjs.
 */
vm.compileFunction = (code, parameters, { filename, importModuleDynamically }) => {
  const options = { filename, importModuleDynamically };
  const before = compiled.get(filename);
  if (before?.code === code) return compileFunction(code, parameters, { ...options, cachedData: before.data });
  const compiledFunction = compileFunction(code, parameters, { ...options, produceCachedData: true });
  if (compiledFunction.cachedData) compiled.set(filename, { code, data: compiledFunction.cachedData });
  return compiledFunction;
};

/** Jest's runtime, but Node itself loads the packages of node_modules, once for all test files of a worker. */
module.exports = class SharedPackages extends Runtime {
  requireModuleOrMock(from, name) {
    if (/^[./]/.test(name) || isBuiltin(name)) return super.requireModuleOrMock(from, name);
    return createRequire(from)(name);
  }
};
