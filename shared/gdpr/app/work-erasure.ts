import { MINUTE } from '../../kernel/clock.ts';
import { newEvent, REX } from '../../kernel/events.ts';
import type { ImportStore } from '../../leads/app/ports/imports.ts';
import { gdprEvents } from '../contract/events.ts';
import { type Erasure, type Person, PHASES, type Progress } from '../domain/erasure.ts';
import { type Scrubber, scrubberOf } from '../domain/scrub.ts';
import { eraseMails, eraseUploads } from './erase-files.ts';
import { type EraseItemDeps, eraseItem } from './erase-item.ts';
import type { ErasureQueue, ErasureStore } from './ports/erasures.ts';
import type { PersonFiles } from './ports/person-data.ts';

export interface WorkErasureDeps extends EraseItemDeps {
  readonly erasures: ErasureStore;
  readonly erasureQueue: ErasureQueue;
  readonly uploads: PersonFiles;
  readonly imports: Pick<ImportStore, 'get'>;
  readonly threadSecret: string;
}

/** The consumer's time is not endless: what is left over after so long is another message. */
const WORK_AT_MOST_MS = 10 * MINUTE;

/**
 * Erases a person, page by page: what is about the person is deleted, what names them among others is rewritten. Each page is
 * harmless to repeat, and where it goes on is kept, so that a worker that dies is followed by another. At the end the record of
 * the erasure itself forgets who it was.
 */
export async function workErasure(
  deps: WorkErasureDeps,
  { workspace, erasureId }: { readonly workspace: string; readonly erasureId: string },
): Promise<void> {
  const started = deps.clock.now().getTime();
  let erasure = await deps.erasures.get(workspace, erasureId);
  while (erasure?.state === 'RUNNING' && erasure.person) {
    const { person } = erasure;
    const progress = await erasePage(deps, erasure, person, scrubberOf(person));
    const now = deps.clock.now();
    const next = after(erasure, progress, now);
    erasure = await deps.erasures.save(
      next,
      'version',
      next.state === 'RUNNING' ? [] : [completed(next, now)],
    );
    const isLate = now.getTime() - started > WORK_AT_MOST_MS;
    if (erasure.state === 'RUNNING' && (progress.againIn !== undefined || isLate)) {
      const delaySeconds = progress.againIn ?? 0;
      return deps.erasureQueue.send([{ kind: 'erase', workspace, erasureId }], { delaySeconds });
    }
  }
}

/** `erasure`: before the save that completes it. */
const completed = ({ id, workspace, version, counts: data }: Erasure, now: Date) =>
  newEvent(
    gdprEvents,
    'erasure.completed',
    { about: id, sequence: version + 1, workspace, correlationId: id, actor: REX, data },
    now,
  );

function after(erasure: Erasure, { counts, cursor, againIn }: Progress, now: Date): Erasure {
  const sum = {
    deleted: erasure.counts.deleted + (counts.deleted ?? 0),
    rewritten: erasure.counts.rewritten + (counts.rewritten ?? 0),
    files: erasure.counts.files + (counts.files ?? 0),
  };
  if (againIn !== undefined) return { ...erasure, counts: sum };
  if (cursor !== null) return { ...erasure, counts: sum, cursor };
  const next = PHASES[PHASES.indexOf(erasure.phase) + 1];
  if (next) return { ...erasure, counts: sum, phase: next, cursor: undefined };
  return {
    ...erasure,
    counts: sum,
    cursor: undefined,
    person: undefined,
    state: 'COMPLETED',
    finishedAt: now.toISOString(),
  };
}

const MAILS = 'mail ';

async function erasePage(
  deps: WorkErasureDeps,
  { workspace, phase, cursor }: Erasure,
  person: Person,
  scrubber: Scrubber,
): Promise<Progress> {
  if (phase === 'files') {
    if (!cursor?.startsWith(MAILS)) {
      const done = await eraseUploads(deps, workspace, scrubber, cursor);
      return done.cursor === null && done.againIn === undefined ? { ...done, cursor: MAILS } : done;
    }
    const done = await eraseMails(
      deps,
      { workspace, person, scrubber },
      cursor.slice(MAILS.length) || undefined,
    );
    return { ...done, cursor: done.cursor === null ? null : `${MAILS}${done.cursor}` };
  }
  const table = phase === 'events' ? 'events' : 'records';
  const page = await deps.data.scan(table, workspace, cursor);
  const counts = { deleted: 0, rewritten: 0 };
  for (const item of page.items) {
    const outcome = await eraseItem(deps, { table, item, person, scrubber });
    if (outcome !== 'untouched') counts[outcome] += 1;
  }
  return { counts, cursor: page.cursor };
}
