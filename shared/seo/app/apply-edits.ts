import type { OpenConnection } from '../../connections/app/ports/connections.ts';
import { type NotDone, type Performed, STOPPED } from '../../tasks/app/ports/handler.ts';
import { type Edit, fieldsOf, type Judged, judge, nameOf, pick } from '../domain/fix.ts';
import type { EditFailure, PageEditor, PageState, Target } from './ports/page-editor.ts';

/** An account, and what edits its pages. */
export interface Desk {
  readonly opened: OpenConnection;
  readonly editor: PageEditor;
  readonly connection: string;
  wait(ms: number): Promise<void>;
  /** Asked before each edit: not once the workspace was paused. */
  goesOn(): Promise<boolean>;
  /** The provider does not accept the credentials. */
  refused(reason: string): Promise<void>;
}

const READ_BACK_PAUSES_MS = [0, 500, 2_000];

type Applied = { readonly kind: 'applied'; readonly edit: Edit; readonly judged: Judged } | EditFailure;

/** Makes the edits one after the other. What was made before one failed stays, is said, and can be undone. */
export async function applyEdits(desk: Desk, edits: readonly Edit[]): Promise<Performed> {
  const made: { edit: Edit; judged: Judged }[] = [];
  let failed: { readonly edit: Edit; readonly failure: EditFailure } | undefined;
  for (const edit of edits) {
    const applied = await applyEdit(desk, edit);
    if (applied.kind !== 'applied') {
      failed = { edit, failure: applied };
      break;
    }
    made.push(applied);
  }
  if (failed?.failure.kind === 'unknown') {
    const before =
      made.length > 0 ? ` Changed before: ${made.map(({ edit }) => nameOf(edit)).join(', ')}.` : '';
    return { outcome: 'unknown', reason: `${nameOf(failed.edit)}: ${failed.failure.reason}${before}` };
  }
  const taken = made.filter(({ judged }) => fieldsOf(judged.stored).length > 0);
  const differs = made.flatMap(({ judged }) => judged.differs);
  if (failed && taken.length === 0) return notDone(failed.failure);
  if (taken.length === 0 && differs.length > 0) return { outcome: 'refused', reason: differs.join(' ') };
  const rest = failed ? edits.slice(edits.indexOf(failed.edit)).map(nameOf) : [];
  return {
    outcome: 'done',
    ...(taken[0]?.edit.url ? { url: taken[0].edit.url } : {}),
    result: {
      changed: taken.map(({ edit, judged }) => ({
        page: nameOf(edit),
        before: edit.before,
        after: judged.stored,
      })),
      differs,
      notDone: rest,
      ...(failed ? { because: failed.failure.reason } : {}),
    },
    ...(taken.length > 0 ? { undo: { connection: desk.connection, edits: taken.map(storedEdit) } } : {}),
    after: taken.map(({ edit, judged }) => ({ page: nameOf(edit), ...judged.stored })),
  };
}

/** The edit as it came about. */
export const storedEdit = ({ edit, judged }: { readonly edit: Edit; readonly judged: Judged }): Edit => ({
  ...edit,
  before: pick(edit.before, fieldsOf(judged.stored)),
  after: judged.stored,
});

export const notDone = ({ kind, reason, retryAfterMs }: EditFailure): NotDone =>
  kind === 'later'
    ? {
        outcome: 'unavailable',
        reason,
        ...(retryAfterMs === undefined ? {} : { retryAt: new Date(Date.now() + retryAfterMs) }),
      }
    : { outcome: 'refused', reason };

async function applyEdit(desk: Desk, edit: Edit): Promise<Applied> {
  const now = await readPage(desk, edit);
  if (now.kind !== 'state') return now;
  // Neither provider has a guarded write, so somebody who writes between this look and the write is overwritten.
  const other = fieldsOf(edit.before).find((field) => (now.values[field] ?? '') !== edit.before[field]);
  if (other !== undefined) {
    return {
      kind: 'later',
      reason: `${nameOf(edit)} was changed by somebody else meanwhile. It is looked at again.`,
    };
  }
  if (!(await desk.goesOn())) return { kind: 'later', reason: STOPPED.reason };
  const written = await desk.editor.write(desk.opened, edit, edit.after);
  if (written.kind === 'credentials') await desk.refused(written.reason);
  if (written.kind !== 'taken' && written.kind !== 'unknown') return written;
  const judged = await readBack(desk, edit, written.kind === 'unknown');
  return (
    judged ?? {
      kind: 'unknown',
      reason: written.kind === 'taken' ? 'it could not be read back.' : written.reason,
    }
  );
}

async function readBack(desk: Desk, edit: Edit, unsure: boolean): Promise<Applied | undefined> {
  for (const pause of READ_BACK_PAUSES_MS) {
    await desk.wait(pause);
    const now = await desk.editor.read(desk.opened, edit);
    if (now.kind !== 'state') continue;
    const judged = judge(edit, now.values);
    // A write without an answer may still be under way.
    if (unsure && fieldsOf(judged.stored).length === 0) continue;
    return { kind: 'applied', edit, judged };
  }
  return undefined;
}

/** Reads, and lets it be known that the credentials are refused. */
export async function readPage(desk: Desk, target: Target): Promise<PageState | EditFailure> {
  const state = await desk.editor.read(desk.opened, target);
  if (state.kind === 'credentials') await desk.refused(state.reason);
  return state;
}
