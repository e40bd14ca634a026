import type { PassageIndex, RankedPassage } from './ports/knowledge.ts';

/** A passage as a record that a message to somebody outside may cite. */
export interface CitedRecord {
  /** `<document>.<edition>.<passage>` */
  readonly id: string;
  readonly document: string;
  readonly edition: number;
  readonly passage: number;
  /** The title of its document, and the headings above it. */
  readonly under: string;
  readonly text: string;
  readonly language: string | null;
}

const LONGEST_QUESTION = 1_000;

/** What documents for customers say about a text that somebody wrote, the best first. */
export async function passagesForCustomers(
  index: PassageIndex,
  { workspace, text, limit }: { readonly workspace: string; readonly text: string; readonly limit: number },
): Promise<CitedRecord[]> {
  const asking = { workspace, role: 'owner', customers: true } as const;
  const found = await index.search(asking, text.slice(0, LONGEST_QUESTION), { limit });
  return found.map(recordOf);
}

const recordOf = ({ document, edition, title, language, passage }: RankedPassage): CitedRecord => ({
  id: `${document}.${edition}.${passage.n}`,
  document,
  edition,
  passage: passage.n,
  under: [title, ...passage.headings].join(', '),
  text: passage.text,
  language,
});
