import { COMPARED, type Kind, type Measurement } from './measurements';
import { type Population, sharesOf } from './population';

const SERIES: Partial<Record<Kind, string>> = {
  'per user': 'one user at a time',
  first: 'inactive-iam-users, first evaluation',
  unchanged: 'inactive-iam-users, each later one',
};
const COLOURS = { range: ['#c2571b', '#4f9bdc', '#154f8f'], domain: Object.values(SERIES) };

/** The picture for the README, as SVG: IAM calls and time against users, for each population, on logarithmic axes. */
export async function drawChart(evaluations: readonly Measurement[]): Promise<string> {
  // These are ECMAScript modules with an await at their top, which no CommonJS module can require.
  const [{ parse, View }, { compile }] = [await import('vega'), await import('vega-lite')];
  const { spec } = compile({
    background: 'white',
    padding: 12,
    title: { text: 'One evaluation of an account', anchor: 'start', offset: 12 },
    vconcat: COMPARED.map((population) => ({
      title: { text: sharesOf(population), anchor: 'start' as const, offset: 12, fontWeight: 'normal' as const },
      data: { values: pointsOf(evaluations, population) },
      hconcat: [panel('calls', 'IAM calls'), panel('seconds', 'seconds')],
    })),
    config: { concat: { spacing: 24 } },
  });
  return await new View(parse(spec), { renderer: 'none' }).toSVG();
}

function pointsOf(evaluations: readonly Measurement[], population: Population) {
  return evaluations
    .filter((one) => one.population === population && SERIES[one.kind] !== undefined)
    .map(({ users, kind, iamCalls, milliseconds }) => ({
      users,
      rule: SERIES[kind],
      calls: iamCalls,
      seconds: milliseconds / 1000,
    }));
}

function panel(field: 'calls' | 'seconds', title: string) {
  const format = field === 'calls' ? ',' : '.2~f';
  const label = (rule: string | undefined, dy: number) => ({
    transform: [{ filter: `datum.rule === '${rule}'` }],
    mark: { type: 'text' as const, dy, fontSize: 11 },
    encoding: { text: { field, type: 'quantitative' as const, format } },
  });
  return {
    width: 300,
    height: 220,
    layer: [
      { mark: { type: 'line' as const, point: { size: 50 } } },
      label(SERIES['per user'], -10),
      label(SERIES.first, -10),
      label(SERIES.unchanged, 16),
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
        scale: { type: 'log' as const, domain: field === 'calls' ? [2, 20_000] : [0.1, 100] },
        axis: { format: field === 'calls' ? ',' : '~g', tickCount: 5 },
      },
      color: {
        field: 'rule',
        type: 'nominal' as const,
        scale: COLOURS,
        legend: { title: null, orient: 'top' as const, direction: 'vertical' as const, labelLimit: 300 },
      },
    },
  };
}
