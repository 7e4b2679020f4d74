import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportCsv, reportRow } from '../audit/report-csv';

const DAY = 86_400_000;
/** Days since the last sign-in of the users in the picture. */
const IDLE_DAYS = [
  1, 2, 4, 6, 7, 9, 12, 15, 16, 18, 19, 21, 23, 24, 27, 28, 31, 33, 36, 40, 43, 48, 55, 63, 78, 84, 91, 97, 110, 124,
  131, 160, 200, 320, 400, 610, 800,
];

/** The histogram of `npm run audit -- --format html`, as an SVG of its own. */
export function drawHistogram(folder: string, now: Date): string {
  const file = join(folder, 'report.csv');
  writeFileSync(file, reportCsv(...IDLE_DAYS.map((days) => userIdleFor(days, now))));
  const bin = join(__dirname, '..', '..', 'bin', 'inactive-iam-users.cjs');
  const args = ['audit', '--credential-report', file, '--now', now.toISOString(), '--format', 'html'];
  const { stdout, stderr } = spawnSync(process.execPath, [bin, ...args, '--exempt-users', 'idle-400'], {
    encoding: 'utf8',
  });
  const [, width, height, drawing] =
    /<svg class="histogram" viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)<\/svg>/s.exec(stdout) ?? [];
  if (drawing === undefined) throw new Error(`the audit drew no histogram: ${stderr}`);
  const kinds = [...stdout.matchAll(/<rect class="(\w+)" width="10"/g)].map(([, kind]) => kind ?? '');
  const legend = kinds.map(
    (kind, index) =>
      `<rect class="${kind}" x="${index * 120 + 6}" y="${Number(height) + 8}" width="11" height="11" rx="2"/><text x="${index * 120 + 24}" y="${Number(height) + 18}" class="after">${kind}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -12 ${Number(width) + 32} ${Number(height) + 48}" width="${Number(width) + 32}" height="${Number(height) + 48}" role="img" aria-label="Users by days since the last activity">
<style>svg { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; }
${styleOf(stdout)}</style>
<rect x="-16" y="-12" width="100%" height="100%" style="fill: #fff"/>
<g class="histogram">${drawing.trim()}
${legend.join('\n')}</g>
</svg>
`;
}

/** The page's rules for the histogram, with its light colours: not everything that shows an SVG knows CSS variables. */
function styleOf(page: string): string {
  const rules = page.match(/^(\.histogram (text|\.)|rect).*$/gm) ?? [];
  return rules
    .join('\n')
    .replaceAll(/var\((--\w+)\)/g, (all, name: string) => new RegExp(`${name}: (#\\w+)`).exec(page)?.[1] ?? all);
}

function userIdleFor(days: number, now: Date): string {
  return reportRow({
    user: `idle-${days}`,
    password_last_used: new Date(now.getTime() - days * DAY).toISOString().replace('.000Z', '+00:00'),
  });
}
