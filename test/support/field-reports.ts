import { existsSync, readFileSync } from 'node:fs';

const DATA = new URL('../../../shared/data/field-reports/', import.meta.url);

/** The lines of a file of the field reports; undefined where the data is not beside the project. */
export function fieldReports<T>(file: string): T[] | undefined {
  const path = new URL(file, DATA);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line));
}
