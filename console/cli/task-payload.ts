import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { usageError } from './cli-error.ts';
import { value } from './command.ts';

export const payloadField = value(
  'FILE',
  z.string(),
  'JSON file that says what to do; - reads standard input',
);

/**
 * @param option that names the file
 * @throws CliError of code USAGE when it is no JSON object
 */
export async function readPayload(file: string, option = '--payload'): Promise<Record<string, unknown>> {
  const json = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(() => undefined);
  if (json === undefined)
    throw usageError(`The file ${file} of ${option} cannot be read: see whether it is there.`);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(json));
  } catch {
    throw usageError(`${file === '-' ? 'Standard input' : `The file ${file}`} is no JSON object.`);
  }
}
