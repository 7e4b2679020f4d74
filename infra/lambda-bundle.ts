import { buildSync } from 'esbuild';
import { minify_sync } from 'terser';

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
    // Else each field of a class is declared twice.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  const [bundle] = outputFiles;
  if (!bundle) throw new Error('esbuild made no bundle of infra/lambda.ts');
  // A string in single quotes is a byte shorter in JSON, and three in the JSON within the JSON of a StackSet.
  const { code } = minify_sync(bundle.text, {
    ecma: 2020,
    toplevel: true,
    compress: { passes: 3 },
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum OutputQuoteStyle exists in terser's types only
    format: { quote_style: 1, ascii_only: true },
  });
  if (code === undefined) throw new Error('terser made nothing of the bundle of infra/lambda.ts');
  return code;
}
