import type { AuditResult } from '../result';
import { type Html, html } from './html-template';
import { daysBetween } from './words';

interface Bin {
  readonly from: number;
  /** Exclusive; the last bin has none. */
  readonly to: number | undefined;
  readonly users: number;
}

const EDGES = [0, 15, 30, 45, 60, 75, 90, 120, 180, 270, 365, 730];

/** The users whose verdict rests on a date, by days since then; the threshold is marked. The same data as a table below. */
export function histogram({ users, now, parameters }: AuditResult): Html {
  const idle = users.flatMap(({ lastActivity }) =>
    lastActivity ? [Math.max(0, daysBetween(lastActivity.date, now))] : [],
  );
  const bins = binsOf(idle, parameters.maxIdleDays);
  const over = idle.filter((days) => days >= parameters.maxIdleDays).length;
  const summary = `${idle.length} users by days since their last activity; ${over} of them at ${parameters.maxIdleDays} days or more.`;
  return html`<figure>
    ${drawing(bins, parameters.maxIdleDays, summary)}
    <figcaption>${summary} Exempt users are among them; users without a password or with access keys are not.</figcaption>
    <details>
      <summary>The numbers</summary>
      <table>
        <caption>
          Users by days since their last activity
        </caption>
        <thead>
          <tr>
            <th scope="col">Days</th>
            <th scope="col" class="number">Users</th>
          </tr>
        </thead>
        <tbody>
          ${bins.map(
            (bin) =>
              html`<tr>
                <th scope="row">${label(bin)}</th>
                <td class="number">${bin.users}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </figure>`;
}

function binsOf(idle: readonly number[], threshold: number): Bin[] {
  const edges = [...new Set([...EDGES, threshold])].toSorted((a, b) => a - b);
  return edges.map((from, index) => {
    const to = edges[index + 1];
    return { from, to, users: idle.filter((days) => days >= from && (to === undefined || days < to)).length };
  });
}

function label({ from, to }: Bin): string {
  return to === undefined ? `${from}+` : `${from}–${to - 1}`;
}

function drawing(bins: readonly Bin[], threshold: number, summary: string): Html {
  const [width, height, bottom] = [900, 240, 200];
  const most = Math.max(1, ...bins.map(({ users }) => users));
  const step = width / bins.length;
  const at = bins.findIndex(({ from }) => from === threshold) * step;
  const right = at > width * 0.7;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="histogram-title histogram-text">
    <title id="histogram-title">Days since last activity</title>
    <desc id="histogram-text">${summary}</desc>
    ${bins.map((bin, index) => {
      const size = Math.round((bin.users / most) * 160);
      const x = Math.round(index * step);
      return html`<rect
          class="${bin.from >= threshold ? 'over' : 'under'}"
          x="${x + 4}"
          y="${bottom - size}"
          width="${Math.round(step) - 8}"
          height="${size}"
          rx="3"
        ></rect>
        <text x="${Math.round(x + step / 2)}" y="${bottom + 18}" text-anchor="middle">${label(bin)}</text>
        <text x="${Math.round(x + step / 2)}" y="${bottom - size - 6}" text-anchor="middle"
          >${bin.users === 0 ? '' : bin.users}</text
        >`;
    })}
    <line x1="${Math.round(at)}" x2="${Math.round(at)}" y1="12" y2="${bottom}"></line>
    <text x="${Math.round(at) + (right ? -6 : 6)}" y="14" text-anchor="${right ? 'end' : 'start'}">
      threshold: ${threshold} days
    </text>
  </svg>`;
}
