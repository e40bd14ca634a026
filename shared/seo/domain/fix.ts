import * as z from 'zod';
import { type Effect, effectOf } from '../../autonomy/domain/effect.ts';
import { FIX_FIELD_NAMES, FIX_FIELDS, FIX_KINDS, type FixField, type FixOfPage } from '../contract/fix.ts';

type Values = Readonly<Partial<Record<FixField, string>>>;
type Target = Pick<FixOfPage, 'kind' | 'id'>;

/** A page, and what of it becomes what. */
export interface Edit extends Target {
  readonly url: string;
  readonly before: Values;
  readonly after: Values;
}

export const valuesSchema = z.partialRecord(z.enum(FIX_FIELD_NAMES), z.string());

/** What an undo has to know: `after` is what was stored, which need not be what was asked for. */
export const undoSchema = z.object({
  connection: z.string(),
  edits: z.array(
    z.object({
      kind: z.enum(FIX_KINDS),
      id: z.string(),
      url: z.string(),
      before: valuesSchema,
      after: valuesSchema,
    }),
  ),
});

export const nameOf = ({ kind, id }: Target): string => `${kind} ${id}`;

export const fieldsOf = (values: Values): FixField[] =>
  FIX_FIELD_NAMES.filter((field) => values[field] !== undefined);

/** Those fields of a page that are not yet as they should be. */
export function editOf(target: Target, url: string, is: Values, wanted: Values): Edit {
  const fields = fieldsOf(wanted).filter((field) => wanted[field] !== is[field]);
  return { kind: target.kind, id: target.id, url, before: pick(is, fields), after: pick(wanted, fields) };
}

export const pick = (values: Values, fields: readonly FixField[]): Values =>
  Object.fromEntries(fields.map((field) => [field, values[field] ?? '']));

/** Exactly what would be changed: each field with its old and its new value. */
export function effectOfEdits(
  kind: 'seo.fix' | 'seo.bulk',
  segment: string,
  edits: readonly Edit[],
  does = 'Changes',
): Effect {
  const changing = edits.filter(({ after }) => fieldsOf(after).length > 0);
  const changes = changing.flatMap((edit) =>
    fieldsOf(edit.after).map((field) => ({
      what: nameOf(edit),
      field,
      before: edit.before[field] ?? '',
      after: edit.after[field] ?? '',
    })),
  );
  const fields = [...new Set(changes.map(({ field }) => field))];
  if (changes.length === 0) {
    return effectOf({ kind, segment, outside: false, summary: 'It is so already: nothing is changed.' });
  }
  const called = fields.map((field) => FIX_FIELDS[field].called).join(', ');
  const [only] = changing;
  const where =
    changing.length === 1 && only ? only.url || nameOf(only) : `${changing.length} pages of ${segment}`;
  return effectOf({
    kind,
    segment,
    summary: `${does} the ${called} of ${where}.`,
    facts: {
      minor: fields.every((field) => FIX_FIELDS[field].minor),
      pages: Object.fromEntries(changing.map((edit) => [nameOf(edit), edit.url])),
    },
    changes,
    limit: changes.length > 1 ? 'seoBulk' : null,
  });
}

/** A task holds all values four times: as they are asked for, shown, done and to be undone. DynamoDB takes 400 kB. */
const MOST_BYTES = 80_000;

/** Why edits are too much for one task, when they are. */
export function sizeProblem(edits: readonly Edit[]): string | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(edits.map(({ before, after }) => [before, after])));
  if (bytes <= MOST_BYTES) return undefined;
  const [is, most] = [Math.ceil(bytes / 1_000), MOST_BYTES / 1_000];
  return `payload: the old and the new values are ${is} kB together, and a task takes ${most} kB. Make several tasks of it.`;
}

/** The edits that an effect is made of, to do or to look up what was planned and nothing else. */
export function editsOf(effect: Effect, targets: readonly Target[]): Edit[] {
  const urls = Object(effect.facts['pages']);
  return targets.flatMap((target) => {
    const changes = effect.changes.filter(({ what }) => what === nameOf(target));
    const side = (which: 'before' | 'after'): Values =>
      valuesSchema.parse(Object.fromEntries(changes.map((change) => [change.field, change[which] ?? ''])));
    const url = String(urls[nameOf(target)] ?? '');
    return changes.length === 0
      ? []
      : [{ kind: target.kind, id: target.id, url, before: side('before'), after: side('after') }];
  });
}

/** What became of an edit, by what is stored now. */
export interface Judged {
  /** As stored: only fields that are no longer what they were. */
  readonly stored: Values;
  /** For people: fields that are not what was asked for. */
  readonly differs: readonly string[];
}

export function judge(edit: Edit, now: Values): Judged {
  const changed = fieldsOf(edit.after).filter((field) => (now[field] ?? '') !== (edit.before[field] ?? ''));
  const differs = fieldsOf(edit.after).flatMap((field) => {
    const [wanted, is] = [edit.after[field], now[field] ?? ''];
    if (is === wanted) return [];
    const what = `The ${FIX_FIELDS[field].called} of ${nameOf(edit)}`;
    return [
      changed.includes(field)
        ? `${what} was stored as "${is.slice(0, 200)}" and not as asked.`
        : `${what} was not taken: the site left it as it was.`,
    ];
  });
  return { stored: pick(now, changed), differs };
}

/** What an undo would set back, and which fields somebody else has changed since. */
export function backOf(edit: Edit, now: Values): { readonly back: Edit; readonly left: readonly string[] } {
  const fields = fieldsOf(edit.after);
  const ours = fields.filter((field) => now[field] === edit.after[field]);
  const back = { ...edit, before: pick(now, ours), after: pick(edit.before, ours) };
  const left = fields.filter((field) => !ours.includes(field) && now[field] !== edit.before[field]);
  return { back, left: left.map((field) => `${FIX_FIELDS[field].called} of ${nameOf(edit)}`) };
}
