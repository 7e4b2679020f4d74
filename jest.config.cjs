/** The SDK's warning about this machine's Node would be printed by every worker. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
/** The CDK's validation of a template takes seconds: test/infra/checks.test.ts turns it on. */
process.env['CDK_VALIDATION'] = 'false';
/** Most objects of a test die young: with room for them the workers collect less. */
process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --max-semi-space-size=64`;

/** The tests in these folders need no template. All others may use the one that test/global-setup.ts synthesizes. */
const PURE = [
  '/test/rule/\\w+/',
  '/test/messages/(?!deployed)',
  '/test/audit/(accounts|credential-report|formats|report|text)/',
  '/sandbox/test/(?!command/)',
];

const common = {
  rootDir: __dirname,
  roots: ['<rootDir>/test', '<rootDir>/sandbox/test'],
  testEnvironment: '<rootDir>/test/support/one-context.cjs',
  runtime: '<rootDir>/test/support/shared-packages.cjs',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        // Each test file loads the packages anew. The SDK's clients are large, and few files use them all.
        module: { type: 'commonjs', lazy: true },
      },
    ],
  },
};

module.exports = {
  projects: [
    { ...common, displayName: 'pure', testRegex: PURE.map((folder) => `${folder}.*\\.test\\.ts$`) },
    {
      ...common,
      displayName: 'template',
      globalSetup: '<rootDir>/test/global-setup.ts',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: PURE,
    },
  ],
  testTimeout: 30_000,
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  // A worker whose heap is full of former tests is several times as slow.
  workerIdleMemoryLimit: '500MB',
};
