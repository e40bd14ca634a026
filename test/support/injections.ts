import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

/** Public collections of planted instructions and of harmless look-alikes: they lie beside the project, not in it. */
const DATA = new URL('../../../shared/data/injection_pii/injection/', import.meta.url);

export const injectionsAreThere = (): boolean => existsSync(DATA);

const promptsSchema = z.array(z.object({ prompt: z.string() }));
const attacksSchema = z.record(z.string(), z.array(z.string()));
const mailSchema = z.object({ context: z.string() });

const read = (file: string): string => readFileSync(new URL(file, DATA), 'utf8');
const promptsOf = (file: string): string[] =>
  promptsSchema.parse(JSON.parse(read(file))).map(({ prompt }) => prompt);
const attacks = (): string[] =>
  Object.values(attacksSchema.parse(JSON.parse(read('bipia_text_attack_train.json')))).flat();

/** Ordinary mails, each with an instruction in its middle, as the attack of BIPIA plants it. */
function poisonedMails(): string[] {
  const planted = attacks();
  const mails = read('bipia_email_train.jsonl').trim().split('\n');
  return mails.map((line, n) => {
    const { context } = mailSchema.parse(JSON.parse(line));
    const middle = context.indexOf(' ', context.length / 2);
    return `${context.slice(0, middle)} ${planted[n % planted.length]}${context.slice(middle)}`;
  });
}

/** Every text of the collections, once. */
export function injectedTexts(): string[] {
  if (!injectionsAreThere()) return [];
  const labelled = z.array(z.tuple([z.string(), z.string()])).parse(parse(read('deepset_train.csv')));
  return [
    ...new Set([
      ...labelled.slice(1).map(([text]) => text),
      ...promptsOf('NotInject_one.json'),
      ...promptsOf('piguard_valid.json'),
      ...attacks(),
      ...poisonedMails(),
    ]),
  ];
}
