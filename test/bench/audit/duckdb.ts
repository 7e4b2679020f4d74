import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isoTime } from '../../../rule/decision/dates';

/** Runs a query with the package at a path, and prints the first cell of the answer. */
const PROGRAM = `
const [path, query] = process.argv.slice(1);
const { DuckDBInstance } = require(path);
DuckDBInstance.create(':memory:')
  .then((instance) => instance.connect())
  .then((connection) => connection.runAndReadAll(query))
  .then((reader) => console.log(String(reader.getRows()[0][0])));
`;

const PACKAGE = '@duckdb/node-api';

/** @returns the arguments of Node that count the inactive users of the CSV files, with DuckDB's reader at its defaults */
export function duckdbArguments(duckdb: string, files: string, now: number): string[] {
  const query = `
    select count(*) from read_csv('${files}', nullstr = ['N/A', 'no_information', 'not_supported'])
    where password_enabled
      and not access_key_1_active and access_key_1_last_rotated is null
      and not access_key_2_active and access_key_2_last_rotated is null
      and greatest(password_last_used, password_last_changed, user_creation_time)
        < timestamptz '${isoTime(new Date(now))}' - interval 90 day`;
  return ['-e', PROGRAM, duckdb, query];
}

/**
 * DuckDB is no dependency: it is measured if it is installed.
 *
 * @param folder one with its node_modules
 * @returns the file to load, or why it cannot be had
 */
export function findDuckdb(folder: string): { readonly file: string } | { readonly missing: string } {
  try {
    return { file: createRequire(join(folder, 'any.js')).resolve(PACKAGE) };
  } catch {
    const remedy = `npm install --prefix /tmp/duckdb ${PACKAGE}, and give --duckdb /tmp/duckdb`;
    return { missing: `DuckDB is not measured: ${folder} has no ${PACKAGE}; ${remedy}` };
  }
}
