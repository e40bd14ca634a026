import { RexError } from '../../../kernel/errors.ts';
import { foundWork } from '../../../seats/app/carry-out.ts';
import type { WorkStore } from '../../../seats/app/ports/works.ts';
import type { Work } from '../../../seats/domain/work.ts';
import { cognition } from '../contract/seat.ts';
import { type Known, knownOf } from '../domain/evidence.ts';
import type { CognitionDeps } from './deps.ts';

const PAGE = 100;
/** Of the newest learnings so many are counted: older ones speak of another time. */
const NEWEST = 300;

type Kind = keyof typeof cognition.kinds;

/** The newest works of a kind, and whether these are all. */
export async function newest(
  { works }: { readonly works: Pick<WorkStore, 'page'> },
  workspace: string,
  kind: Kind,
  most = NEWEST,
): Promise<{ readonly works: Work[]; readonly isWhole: boolean }> {
  const read: Work[] = [];
  let cursor: string | undefined;
  do {
    const asked = { limit: PAGE, cursor, prefix: `${cognition.kinds[kind].prefix}_` };
    const page = await works.page(workspace, asked);
    read.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && read.length < most);
  return { works: read, isWhole: cursor === undefined };
}

/**
 * Learnings that a work rests on.
 * @throws RexError NOT_FOUND; CONFLICT for one that was withdrawn
 */
export const standing = (
  deps: CognitionDeps,
  workspace: string,
  ids: readonly string[],
): Promise<{ work: Work; known: Known }[]> =>
  Promise.all(
    [...new Set(ids)].map(async (id) => {
      const work = await foundWork(cognition, deps, 'learning', workspace, id);
      if (work.state !== 'standing')
        throw new RexError('CONFLICT', `${id} was withdrawn: nothing rests on it.`);
      return { work, known: knownOf(work) };
    }),
  );

export const sourceOf = ({ id, title }: Pick<Work, 'id' | 'title'>) =>
  ({ kind: 'work', id, says: title }) as const;
