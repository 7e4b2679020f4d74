import type { Format } from '../../options';
import type { AuditResult } from '../result';
import { renderCsv } from './csv';
import { renderHtml } from './html';
import { renderJson } from './json';
import { renderTable } from './table';

/** Only the table uses `look`. */
export function render(result: AuditResult, format: Format, look: { color: boolean; width: number }): string {
  switch (format) {
    case 'table':
      return renderTable(result, look);
    case 'json':
      return renderJson(result);
    case 'csv':
      return renderCsv(result);
    case 'html':
      return renderHtml(result);
  }
}
