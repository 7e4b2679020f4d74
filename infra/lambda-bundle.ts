import { buildSync } from 'esbuild';

/**
 * The Lambda's code as one minified CommonJS text, for the template itself. It holds this project's code alone: the AWS
 * SDK is the one of Lambda's runtime. AWS: "AWS::Lambda::Function Code", ZipFile.
 */
export function lambdaBundle(): string {
  const { outputFiles } = buildSync({
    // Written as CommonJS, the entry needs none of esbuild's helpers for exports.
    stdin: { contents: "import { handler } from './lambda'; exports.handler = handler;", resolveDir: __dirname },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['@aws-sdk/*'],
    legalComments: 'none',
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  });
  const [bundle] = outputFiles;
  if (!bundle) throw new Error('esbuild made no bundle of infra/lambda.ts');
  return bundle.text;
}
