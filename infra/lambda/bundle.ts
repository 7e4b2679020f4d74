import { buildSync } from 'esbuild';
import { minify_sync } from 'terser';

let made: string | undefined;

/**
 * The Lambda's code as one minified CommonJS text, for the template itself. It holds this project's code alone: the AWS
 * SDK is the one of Lambda's runtime. It is made once a process, which takes a second. AWS: "AWS::Lambda::Function Code",
 * ZipFile.
 */
export function lambdaBundle(): string {
  made ??= bundle();
  return made;
}

function bundle(): string {
  const { outputFiles } = buildSync({
    // Written as CommonJS, the entry needs none of esbuild's helpers for exports.
    stdin: { contents: "import { handler } from './index'; exports.handler = handler;", resolveDir: __dirname },
    bundle: true,
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
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild made no bundle of infra/lambda/index.ts');
  // esbuild asks for a package once for each file that imports it.
  const asked = new Map<string, string>();
  const text = output.text.replaceAll(
    /(?<=var )(\w+) = (require\("@aws-sdk\/[\w-]+"\))/g,
    (_all, name: string, call: string) => {
      const known = asked.get(call);
      if (known === undefined) asked.set(call, name);
      return `${name} = ${known ?? call}`;
    },
  );
  // A string in single quotes is a byte shorter in JSON, and three in the JSON within the JSON of a StackSet.
  const { code } = minify_sync(text, {
    ecma: 2020,
    toplevel: true,
    // No function here is made with new, which is all that an arrow in its place could break.
    compress: { passes: 5, unsafe_arrows: true },
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum OutputQuoteStyle exists in terser's types only
    format: { quote_style: 1, ascii_only: true },
  });
  if (code === undefined) throw new Error('terser made nothing of the bundle of infra/lambda/index.ts');
  return code;
}
