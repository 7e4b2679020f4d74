import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import escapeHtml from 'escape-html';

const ESCAPE = '\u001B[';
const LINE = 18;
const TOP = 52;
const WIDTH = 740;
/** The classes of the escape codes that the command prints; 0, 22 and 39 end a format. */
const CLASSES = new Map([
  ['1', 'h'],
  ['2', 'd'],
  ['31', 'r'],
  ['32', 'g'],
  ['33', 'y'],
]);
const STYLE = `text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;fill:#d7dde5;white-space:pre}.h{fill:#7cc7ff;font-weight:bold}.d{fill:#7d8590}.r{fill:#ff8f85}.g{fill:#7ee09a}.y{fill:#f0c674}`;

/** What `npm start` prints on a terminal, as an SVG. */
export function drawTerminal(now: Date): string {
  const lines = [`${ESCAPE}1m$ npm ci && npm start${ESCAPE}22m`, '', ...printed(now)];
  const height = TOP + lines.length * LINE + 6;
  const texts = lines.flatMap((line, index) =>
    line === '' ? [] : [`<text x="20" y="${TOP + index * LINE}" xml:space="preserve">${spans(line)}</text>`],
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The output of npm start">
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" rx="8" fill="#14181f"/>
<circle cx="20" cy="20" r="6" fill="#ff5f57"/><circle cx="40" cy="20" r="6" fill="#febc2e"/><circle cx="60" cy="20" r="6" fill="#28c840"/>
${texts.join('\n')}
</svg>
`;
}

/** With a stdout that says it is a terminal, so it is in colour. */
function printed(now: Date): string[] {
  const terminal = 'data:text/javascript,process.stdout.isTTY=true';
  const args = ['--import', 'tsx', '--import', terminal, 'sandbox/command/main.ts', '--now', now.toISOString()];
  const cwd = join(__dirname, '..', '..');
  const output = execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '' } });
  return output.trimEnd().split('\n');
}

function spans(line: string): string {
  const [first = '', ...others] = line.split(ESCAPE);
  const formatted = others.map((part) => {
    const [, code = '', text = ''] = /^(\d+)m(.*)$/.exec(part) ?? [];
    const format = CLASSES.get(code);
    return format === undefined || text === ''
      ? escapeHtml(text)
      : `<tspan class="${format}">${escapeHtml(text)}</tspan>`;
  });
  return escapeHtml(first) + formatted.join('');
}
