import { citable } from '../../content/domain/cited-sentences.ts';
import type { Citation } from '../../content/domain/template.ts';
import type { CitedRecord } from '../../knowledge/app/passages-for-customers.ts';
import { bearsOut } from '../../knowledge/domain/bears-out.ts';
import { passageName } from './prompt.ts';

export interface CitesPassages {
  readonly cites?: readonly { readonly sentence: string; readonly passage: string }[];
}

interface Message extends CitesPassages {
  readonly subject: string;
  readonly paragraphs: readonly { readonly text: string }[];
}

/** What a message has from passages, or what is wrong with a citation: a wrong one makes all of the message doubtful. */
export function citationsOf(
  { subject, paragraphs, cites = [] }: Message,
  passages: readonly CitedRecord[],
  now: Date,
): Citation[] | string {
  const said = [subject, ...paragraphs.map(({ text }) => text)].join('\n').replace(/\s+/g, ' ');
  const citations: Citation[] = [];
  for (const { sentence, passage: name } of cites) {
    const words = citable(sentence);
    const record = passages.find((_, n) => passageName(n) === name);
    if (words === undefined) return `"${sentence}" is not one whole sentence, and so cannot be cited`;
    if (record === undefined) return `"${words}" cites ${name}, which is no passage`;
    if (!bearsOut(record.text, words, now)) return `no sentence of ${record.id} says "${words}"`;
    const { document, edition, passage, under, text } = record;
    if (said.includes(words)) citations.push({ words, document, edition, passage, under, text });
  }
  return citations;
}
