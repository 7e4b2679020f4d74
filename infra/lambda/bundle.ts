import { buildSync } from 'esbuild';
import { minify_sync } from 'terser';

const made = new Map<string, string>();

/**
 * A Lambda's code as one minified CommonJS text for the template. It contains no AWS SDK, because Lambda's runtime
 * provides it. AWS: "AWS::Lambda::Function Code", ZipFile, CloudFormation Template Reference.
 * It is made once a process, which takes a second.
 *
 * @param folder the one whose index.ts exports the handler
 */
export function lambdaBundle(folder = __dirname): string {
  const known = made.get(folder) ?? bundle(folder);
  made.set(folder, known);
  return known;
}

function bundle(folder: string): string {
  const { outputFiles } = buildSync({
    // A CommonJS entry saves esbuild's helpers for exports.
    stdin: { contents: "import { handler } from './index'; exports.handler = handler;", resolveDir: folder },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['@aws-sdk/*'],
    legalComments: 'none',
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    // Otherwise each class field is declared twice.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`esbuild made no bundle of ${folder}`);
  // esbuild requires a package once for each file that imports it.
  const names = new Map<string, string>();
  const text = output.text.replaceAll(
    /(?<=var )(\w+) = (require\("@aws-sdk\/[\w-]+"\))/g,
    (_all, name: string, call: string) => {
      const known = names.get(call);
      if (known === undefined) names.set(call, name);
      return `${name} = ${known ?? call}`;
    },
  );
  // Single quotes need no escape in JSON, nor in the JSON within the JSON of a StackSet.
  const { code } = minify_sync(text, {
    ecma: 2020,
    toplevel: true,
    // Safe, because no function of this code is called with new.
    compress: { passes: 5, unsafe_arrows: true },
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum OutputQuoteStyle exists in terser's types only
    format: { quote_style: 1, ascii_only: true },
  });
  if (code === undefined) throw new Error(`terser made nothing of the bundle of ${folder}`);
  return code;
}
