const hooks = require('node:async_hooks');
const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Jest asks for a context, but shared-packages.cjs does not use it. */
const UNUSED = vm.createContext({});

/** Each of them slows down every promise of the worker until it is disabled. The next `run` enables it again. */
const storages = new Set();
hooks.AsyncLocalStorage = class extends hooks.AsyncLocalStorage {
  constructor() {
    super();
    storages.add(this);
  }
};

/**
 * Runs the test files in the worker's own context. In a context of its own, as Jest's environment gives to each file, all
 * code runs slower, and no package can be shared. What a file changes in the globals and in `process` is undone after it.
 */
module.exports = class OneContext {
  constructor({ projectConfig }) {
    this.undo = [remember(globalThis), remember(process), remember(process.env)];
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  getVmContext() {
    return UNUSED;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    for (const undo of this.undo) undo();
    for (const storage of storages) storage.disable();
    storages.clear();
    // Otherwise the next file's tests are reported to this one, too.
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
  }
};

/** @returns a function that gives the object's properties their present values again */
function remember(object) {
  const before = Object.getOwnPropertyDescriptors(object);
  return () => {
    for (const key of Reflect.ownKeys(before)) {
      const { configurable, value } = before[key];
      if (configurable && Object.getOwnPropertyDescriptor(object, key)?.value !== value)
        Object.defineProperty(object, key, before[key]);
    }
    // The globals may have new members: the CDK keeps its state there.
    if (object !== globalThis)
      for (const key of Object.keys(object)) if (!Object.hasOwn(before, key)) delete object[key];
  };
}
