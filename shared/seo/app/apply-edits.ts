import type { OpenConnection } from '../../connections/app/ports/connections.ts';
import { type Done, type NotDone, type Performed, STOPPED } from '../../tasks/app/ports/handler.ts';
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
  /** Milliseconds, of whatever beginning. */
  now(): number;
  /** The provider does not accept the credentials. */
  refused(reason: string): Promise<void>;
}

const READ_BACK_PAUSES_MS = [0, 500, 2_000];

/** `moved`: somebody else changed it since the look. `paused`: the workspace. Nothing was written then. */
type Applied =
  | { readonly kind: 'paused' }
  | { readonly kind: 'applied'; readonly edit: Edit; readonly judged: Judged }
  | { readonly kind: 'moved'; readonly reason: string }
  | EditFailure;

/** Makes the edit of one page. */
export async function applyOne(desk: Desk, edit: Edit): Promise<Performed> {
  const applied = await applyEdit(desk, edit);
  if (applied.kind === 'unknown') return { outcome: 'unknown', reason: `${nameOf(edit)}: ${applied.reason}` };
  if (applied.kind === 'paused') return STOPPED;
  if (applied.kind === 'moved')
    return { outcome: 'unavailable', reason: `${nameOf(edit)} ${applied.reason} It is looked at again.` };
  if (applied.kind !== 'applied') return notDone(applied);
  const { stored, differs } = applied.judged;
  const taken = fieldsOf(stored).length > 0 ? [storedEdit(applied)] : [];
  if (taken.length === 0 && differs.length > 0) return { outcome: 'refused', reason: differs.join(' ') };
  return doneOf(desk, taken, { differs, notDone: [] });
}

/** What a person sees of edits that took place, and what takes them back. */
export const doneOf = (
  { connection }: Desk,
  taken: readonly Edit[],
  rest: { readonly differs: readonly string[]; readonly notDone: readonly unknown[] },
): Done => ({
  outcome: 'done',
  ...(taken[0]?.url ? { url: taken[0].url } : {}),
  result: {
    changed: taken.map((edit) => ({ page: nameOf(edit), before: edit.before, after: edit.after })),
    ...rest,
  },
  ...(taken.length > 0 ? { undo: { connection, edits: taken } } : {}),
  after: taken.map((edit) => ({ page: nameOf(edit), ...edit.after })),
});

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

export async function applyEdit(desk: Desk, edit: Edit): Promise<Applied> {
  const now = await readPage(desk, edit);
  if (now.kind !== 'state') return now;
  // Neither provider has a guarded write, so somebody who writes between this look and the write is overwritten.
  const other = fieldsOf(edit.before).find((field) => (now.values[field] ?? '') !== edit.before[field]);
  if (other !== undefined) {
    return { kind: 'moved', reason: 'was changed by somebody else meanwhile.' };
  }
  if (!(await desk.goesOn())) return { kind: 'paused' };
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
