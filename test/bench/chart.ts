import type { Measurement } from './measurements';

const SERIES = { ours: 'inactive-iam-users', baseline: 'one user at a time' } as const;
const COLOURS = { range: ['#1b6ec2', '#c2571b'], domain: [SERIES.ours, SERIES.baseline] } as const;

/** The picture for the README, as SVG: IAM calls and time against users, 1 % of them inactive, on logarithmic axes. */
export async function drawChart(evaluations: readonly Measurement[]): Promise<string> {
  // These are ECMAScript modules with an await at their top, which no CommonJS module can require.
  const [{ parse, View }, { compile }] = [await import('vega'), await import('vega-lite')];
  const values = evaluations
    .filter(({ inactivePercent, kind }) => inactivePercent === 1 && (kind === 'first' || kind === 'per user'))
    .map(({ users, kind, iamCalls, milliseconds }) => ({
      users,
      rule: kind === 'first' ? SERIES.ours : SERIES.baseline,
      calls: iamCalls,
      seconds: milliseconds / 1000,
    }));
  const panel = (field: 'calls' | 'seconds', title: string) => ({
    width: 300,
    height: 220,
    layer: [
      { mark: { type: 'line' as const, point: { size: 50 } } },
      {
        mark: { type: 'text' as const, dy: -10, fontSize: 11 },
        encoding: { text: { field, type: 'quantitative' as const, format: field === 'calls' ? ',' : '.2~f' } },
      },
    ],
    encoding: {
      x: {
        field: 'users',
        type: 'quantitative' as const,
        title: 'IAM users',
        scale: { type: 'log' as const, domain: [70, 7000] },
        axis: { values: [100, 1_000, 5_000], format: ',' },
      },
      y: {
        field,
        type: 'quantitative' as const,
        title,
        scale: { type: 'log' as const, domainMax: field === 'calls' ? 20_000 : 100 },
        axis: { format: field === 'calls' ? ',' : '~g', tickCount: 5 },
      },
      color: {
        field: 'rule',
        type: 'nominal' as const,
        scale: COLOURS,
        legend: { title: null, orient: 'top' as const, labelLimit: 300 },
      },
    },
  });
  const { spec } = compile({
    background: 'white',
    padding: 12,
    title: { text: 'One evaluation, 1 % of the users inactive', anchor: 'start', offset: 12 },
    data: { values },
    hconcat: [panel('calls', 'IAM calls'), panel('seconds', 'seconds')],
  });
  return await new View(parse(spec), { renderer: 'none' }).toSVG();
}
