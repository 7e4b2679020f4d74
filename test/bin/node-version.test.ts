import manifest from '../../package.json';

const refusalOf: unknown = jest.requireActual('../../bin/node-version.cjs');

function refusal(version: string): unknown {
  if (typeof refusalOf !== 'function') throw new Error('node-version.cjs exports a function');
  return refusalOf(version, manifest.engines.node);
}

describe('Node', () => {
  it.each(['v20.19.0', 'v20.19.1', 'v20.20.2', 'v22.12.0', 'v22.13.5', 'v24.0.0', 'v24.1.0', 'v25.0.0', 'v100.2.3'])(
    '%s fits',
    (version) => {
      expect(refusal(version)).toBeUndefined();
    },
  );

  it.each(['v0.10.48', 'v18.20.8', 'v19.9.9', 'v20.18.3', 'v21.7.0', 'v22.11.9', 'v23.11.0'])(
    '%s is refused',
    (version) => {
      expect(refusal(version)).toMatch(
        new RegExp(
          `^error: this needs Node \\^20\\.19\\.0 .*; you run ${version}\\. Install a newer Node and try again\\.$`,
        ),
      );
    },
  );
});
