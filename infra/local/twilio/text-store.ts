import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { damaged } from '../damage.ts';

/** A text as it was handed in. */
const storedText = z.object({
  sid: z.string(),
  at: z.string(),
  to: z.string(),
  from: z.string(),
  body: z.string(),
  contentSid: z.string().optional(),
  contentVariables: z.string().optional(),
  statusCallback: z.string().optional(),
  /** Whether everything that happened to it has been told. */
  told: z.boolean(),
});
export type StoredText = z.infer<typeof storedText>;

export interface TextStore {
  save(text: StoredText): void;
  /** The oldest first. */
  list(): StoredText[];
}

/** One file a text; a text is handed in when its file has its name. */
export function createTextStore(folder: string): TextStore {
  mkdirSync(folder, { recursive: true });
  return {
    save(text) {
      const partial = join(folder, `.${text.sid}.part`);
      writeFileSync(partial, `${JSON.stringify(text, null, 2)}\n`);
      renameSync(partial, join(folder, `${text.sid}.json`));
    },
    list: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => readText(join(folder, name)))
        .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

function readText(file: string): StoredText {
  try {
    return storedText.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : cause;
    throw damaged(file, reason, 'It is the record of one text that was sent: move it away, and start again.');
  }
}
