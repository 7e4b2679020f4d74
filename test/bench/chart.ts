import { type Html, markup } from '../../audit/formats/html-template';
import { COMPARED, type Kind, type Measurement } from './measurements';
import { sharesOf } from './population';

const SERIES: readonly { kind: Kind; title: string; color: string; labelOffset: number }[] = [
  { kind: 'per user', title: 'one user at a time', color: '#c2571b', labelOffset: -9 },
  { kind: 'first', title: 'inactive-iam-users, first evaluation', color: '#4f9bdc', labelOffset: -9 },
  { kind: 'unchanged', title: 'inactive-iam-users, each later one', color: '#154f8f', labelOffset: 17 },
];

/** A logarithmic axis. */
interface Axis {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly valueOf: (measurement: Measurement) => number;
}

const USERS: Axis = {
  title: 'IAM users',
  from: 70,
  to: 7000,
  ticks: [100, 1_000, 5_000],
  valueOf: ({ users }) => users,
};
const CALLS: Axis = {
  title: 'IAM calls',
  from: 2,
  to: 20_000,
  ticks: [10, 100, 1_000, 10_000],
  valueOf: ({ iamCalls }) => iamCalls,
};
const SECONDS: Axis = {
  title: 'seconds',
  from: 0.1,
  to: 100,
  ticks: [0.1, 1, 10, 100],
  valueOf: ({ milliseconds }) => milliseconds / 1000,
};

const PANEL = { width: 300, height: 220, left: 70, top: 145, across: 380, down: 310 };
const PICTURE = { width: 2 * PANEL.across + 10, height: PANEL.top + COMPARED.length * PANEL.down - 20 };

/** The README's picture, as SVG: IAM calls and seconds against the number of users, for each population. */
export function drawChart(evaluations: readonly Measurement[]): string {
  const panels = COMPARED.flatMap((population, row) => {
    const own = evaluations.filter((one) => one.population === population);
    const y = PANEL.top + row * PANEL.down;
    return [
      markup`<text x="15" y="${y - 18}" font-size="13">${sharesOf(population)}</text>`,
      ...[CALLS, SECONDS].map((axis, column) => panel(own, axis, PANEL.left + column * PANEL.across, y)),
    ];
  });
  const svg = markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PICTURE.width} ${PICTURE.height}" width="${PICTURE.width}" height="${PICTURE.height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
<text x="15" y="28" font-size="15" font-weight="bold">One evaluation of an account</text>
${SERIES.map(({ title, color }, index) => markup`<circle cx="20" cy="${49 + index * 18}" r="4" fill="${color}"/><text x="32" y="${53 + index * 18}">${title}</text>\n`)}${panels}
</svg>
`;
  return svg.text;
}

function panel(measurements: readonly Measurement[], axis: Axis, x: number, y: number): Html {
  const { width, height } = PANEL;
  return markup`
<g transform="translate(${x},${y})" text-anchor="middle">
<rect width="${width}" height="${height}" fill="none" stroke="#ddd"/>
${USERS.ticks.map((tick) => markup`<text x="${across(tick)}" y="${height + 16}">${shown(tick)}</text>`)}
<text x="${width / 2}" y="${height + 34}" font-weight="bold">${USERS.title}</text>
${axis.ticks.map((tick) => markup`<path d="M0 ${up(axis, tick)}h${width}" stroke="#ddd"/><text x="-6" y="${up(axis, tick)}" dy="4" text-anchor="end">${shown(tick)}</text>`)}
<text transform="translate(-48,${height / 2})rotate(-90)" font-weight="bold">${axis.title}</text>
${SERIES.map(({ kind, color, labelOffset }) => {
  const points = measurements
    .filter((one) => one.kind === kind)
    .map((one) => ({ x: across(one.users), y: up(axis, axis.valueOf(one)), value: axis.valueOf(one) }));
  return markup`<polyline points="${points.map((point) => `${point.x},${point.y}`).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>
${points.map((point) => markup`<circle cx="${point.x}" cy="${point.y}" r="4" fill="${color}"/><text x="${point.x}" y="${point.y}" dy="${labelOffset}" fill="${color}">${shown(point.value)}</text>`)}
`;
})}</g>`;
}

function across(users: number): string {
  return (PANEL.width * share(USERS, users)).toFixed(1);
}

function up(axis: Axis, value: number): string {
  return (PANEL.height * (1 - share(axis, value))).toFixed(1);
}

function share({ from, to }: Axis, value: number): number {
  return Math.log(value / from) / Math.log(to / from);
}

function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
