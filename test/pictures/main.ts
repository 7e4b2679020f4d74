import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawHistogram } from './histogram';
import { drawMail } from './mail';
import { drawTerminal } from './terminal';

const DOCS = join(__dirname, '..', '..', 'docs');
/** The same time for all, so a new picture differs from the old one only if the output does. */
const NOW = new Date('2026-11-24T08:00:00Z');

/** `npm run pictures`: draws the README's pictures from what the commands print now. `npm run bench` draws its own. */
const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
try {
  writeFileSync(join(DOCS, 'terminal.svg'), drawTerminal(NOW));
  writeFileSync(join(DOCS, 'mail.svg'), drawMail(NOW));
  writeFileSync(join(DOCS, 'audit.svg'), drawHistogram(folder, NOW));
} finally {
  rmSync(folder, { recursive: true });
}
