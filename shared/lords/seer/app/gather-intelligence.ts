import type { z } from 'zod';
import { addIntelligence } from '../../../campaigns/app/manage-intelligence.ts';
import { intelligenceView } from '../../../campaigns/domain/intelligence.ts';
import { oneLine } from '../../../kernel/contract/common.ts';
import { RexError } from '../../../kernel/errors.ts';
import { shortHash } from '../../../kernel/ids.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made, Source } from '../../../seats/domain/work.ts';
import type { gatherInputSchema } from '../contract/schemas.ts';
import type { SeerDeps } from './deps.ts';

const PASSAGES = 5;
/** A passage says what its document says; whether that is so was not looked at. */
const OF_A_DOCUMENT = 0.5;
const TITLE = 120;

type Entry = Parameters<typeof addIntelligence>[1]['body'];

/**
 * Keeps an entry of a person, or the passages that documents have on a question. The same passage is kept once.
 * @throws RexError NOT_FOUND where no document says anything of it
 */
export async function gatherIntelligence(
  deps: SeerDeps,
  { workspace, input, cause, now }: Asked<z.output<typeof gatherInputSchema>>,
): Promise<Made> {
  const { type, question = '', entry } = input;
  const { entries, sources } = entry
    ? { entries: [ofPerson({ ...entry, type })], sources: [] }
    : await passages(deps, workspace, { question, type });
  const kept = [];
  for (const { body, key } of entries) {
    kept.push(await addIntelligence(deps, { workspace, body, cause, idempotencyKey: key }));
  }
  const what = entry?.title ?? question;
  return {
    work: {
      kind: 'gathering',
      title: oneLine(`${kept.length === 1 ? '1 entry' : `${kept.length} entries`}: ${what}`, TITLE),
      result: { type, entries: kept.map((entry) => intelligenceView(entry, now)) },
      sources: [
        ...sources,
        ...kept.map(({ id, title }): Source => ({ kind: 'intelligence', id, says: `${title}` })),
      ],
    },
  };
}

/** A repeat of the same entry is the same entry. */
const ofPerson = (body: Entry) => ({ body, key: keyOf(JSON.stringify(body)) });
const keyOf = (text: string): string => `seer-${shortHash(text, 26)}`;

async function passages(
  { passages: open }: SeerDeps,
  workspace: string,
  { question, type }: { readonly question: string; readonly type: Entry['type'] },
) {
  const index = await open();
  const found = await index.search({ workspace, role: 'viewer' }, question, { limit: PASSAGES });
  if (found.length === 0) {
    throw new RexError(
      'NOT_FOUND',
      'No document says anything of this. Add one to the knowledge base, or keep an entry of your own.',
    );
  }
  return {
    entries: found.map(({ document, edition, title, passage }) => ({
      key: keyOf(JSON.stringify([document, edition, passage.n, type])),
      body: {
        type,
        title: oneLine([title, ...passage.headings].join(', '), TITLE),
        text: passage.text,
        source: `Document ${document}, edition ${edition}, passage ${passage.n}`,
        confidence: OF_A_DOCUMENT,
      } satisfies Entry,
    })),
    sources: [...new Map(found.map((each) => [each.document, each.title]))].map(
      ([id, title]): Source => ({ kind: 'document', id, says: `${title} was read.` }),
    ),
  };
}
