import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { usageError } from './cli-error.ts';
import { value } from './command.ts';

/** An argument would stay in the history of the shell, and other users of the machine could read it. */
export const secretField = value(
  'FILE',
  z.string(),
  'JSON file with the credentials; - reads standard input',
);

/** @throws CliError of code USAGE, which does not quote the file, when it holds no JSON object of texts */
export async function secretOf(file: string): Promise<Record<string, string>> {
  const json = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(() => undefined);
  if (json === undefined) throw usageError(`The file ${file} of --secret cannot be read.`);
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(json));
  } catch {
    throw usageError(`${file === '-' ? 'Standard input' : `The file ${file}`} is no JSON object of texts.`);
  }
}
