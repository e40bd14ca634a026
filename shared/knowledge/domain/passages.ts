import * as z from 'zod';
import { sentencesOf } from '../../mail/domain/sentences.ts';
import type { Block } from './blocks.ts';

/** A piece of a document that is found, read and cited as one. */
const passageSchema = z.object({
  /** Its number in the edition, from 0. */
  n: z.number().int().min(0),
  headings: z.array(z.string()),
  page: z.number().int().nullable(),
  line: z.number().int().nullable(),
  text: z.string(),
});
export type Passage = z.infer<typeof passageSchema>;

const passagesSchema = z.array(passageSchema);
/** Passages as a file keeps them. */
export const readPassages = (json: string): Passage[] => passagesSchema.parse(JSON.parse(json));

/** About 200 words: long enough to be understood alone, short enough to be read as an answer. */
const LONGEST = 1_200;
const MOST_HEADINGS = 6;
const LONGEST_HEADING = 200;

/**
 * The passages of a document. A passage never goes over a heading or a page; blocks are joined while they fit, and a block
 * that is too long is cut between sentences.
 */
export function passagesOf(blocks: readonly Block[]): Passage[] {
  const passages: Passage[] = [];
  const headings: { level: number; text: string }[] = [];
  let open: Block[] = [];
  const close = () => {
    const [first] = open;
    if (first)
      passages.push({
        n: passages.length,
        headings: headings.slice(0, MOST_HEADINGS).map(({ text }) => text),
        page: first.page ?? null,
        line: first.line ?? null,
        text: open.map(({ text }) => text).join('\n'),
      });
    open = [];
  };
  for (const block of blocks.flatMap(pieces)) {
    if (block.level !== undefined) {
      close();
      while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
      headings.push({ level: block.level, text: block.text.slice(0, LONGEST_HEADING) });
      continue;
    }
    const length = open.reduce((sum, { text }) => sum + text.length + 1, 0);
    if (open.length > 0 && (length + block.text.length > LONGEST || open[0]?.page !== block.page)) close();
    open.push(block);
  }
  close();
  return passages;
}

function pieces(block: Block): Block[] {
  if (block.level !== undefined || block.text.length <= LONGEST) return [block];
  const joined: string[] = [];
  for (const part of sentences(block.text).flatMap(hardCut)) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + part.length < LONGEST)
      joined[joined.length - 1] = `${last} ${part}`;
    else joined.push(part);
  }
  return joined.map((text) => ({ ...block, text }));
}

/** `sentencesOf` reads 400 sentences at most, which is enough for a mail. */
function sentences(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOf(text, at + SLICE);
    parts.push(...sentencesOf(text.slice(at, end)));
    at = end;
  }
  return parts;
}

const SLICE = 4_000;
/** A blank near the place, or the place itself. */
function endOf(text: string, place: number): number {
  if (place >= text.length) return text.length;
  const blank = text.lastIndexOf(' ', place);
  return blank > place - LONGEST ? blank : place;
}

/** A text without sentences, such as a long table. */
const hardCut = (text: string): string[] =>
  text.length <= LONGEST
    ? [text]
    : (text.match(new RegExp(`[\\s\\S]{1,${LONGEST}}(?=\\s|$)|[\\s\\S]{1,${LONGEST}}`, 'gu')) ?? []).map(
        (part) => part.trim(),
      );
