import * as z from 'zod';

/** Schemas that more than one contract uses. The workspace of a request is taken from its token, never from its body. */
export const workspaceIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,15}$/, 'a workspace id is 2 to 16 lower-case letters and digits')
  .describe('The id of the tenant');

/**
 * Characters that a text of one line must not contain: control characters (a tab in a name makes every mail with that
 * name fail), line and paragraph separators, marks that change the direction of text, byte order marks, and noncharacters.
 */
const NO_LINE =
  '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff';
/** The same, except tabs and line breaks, which are allowed. */
const NO_TEXT =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff';
/**
 * Invisible characters: soft hyphens, joiners, fillers, marks of direction, variation selectors, private use. These are
 * UTF-16 code units: the second half of a surrogate pair never counts as visible, and the first half tells the plane. Tags
 * (U+E0000) and the planes of private use are invisible, emoji are visible.
 */
const NO_SIGN =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufffb' +
  '\\ue000-\\uf8ff\\udb40\\udb80-\\udbff\\udc00-\\udfff';
/**
 * Matches a text that has no unwanted character and at least one visible one. Nothing before the first visible character can
 * match as visible, so the expression never backtracks, and its time is linear in the length of the text.
 */
const without = (unwanted: string): RegExp =>
  new RegExp(`^(?:(?![${unwanted}])[${NO_SIGN}\\s])*[^${unwanted}${NO_SIGN}\\s][^${unwanted}]*$`);

/** One line of text that can stand in a mail header or a name. Blanks around it are trimmed. */
export const lineText = (length: { readonly min?: number; readonly max: number }) =>
  z
    .string()
    .regex(without(NO_LINE), 'must be one line of visible text, without control characters')
    .trim()
    .min(length.min ?? 1)
    .max(length.max);

/** Text of any number of lines. Blanks around it are trimmed. */
export const plainText = (length: { readonly min?: number; readonly max: number }) =>
  z
    .string()
    .regex(without(NO_TEXT), 'must be visible text, without control characters')
    .trim()
    .min(length.min ?? 1)
    .max(length.max);

/** The same, or nothing at all. */
const textOrNone = ({ max }: { readonly max: number }) =>
  z
    .string()
    .regex(new RegExp(`^[^${NO_TEXT}]*$`), 'must be text without control characters')
    .trim()
    .max(max);

/**
 * An invisible character, except one joiner or variation selector behind a visible character, which emoji and Persian words
 * have: what a person reads and approves has nothing in it that only a machine reads.
 */
const UNSEEN =
  /(?:^|[\s\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}])[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/u;

/** Text of any number of lines, or none, of which a person sees every character. */
export const seenTextOrNone = (length: { readonly max: number }) =>
  textOrNone(length).refine(
    (text) => !UNSEEN.test(text.replaceAll('\ufe0f\u200d', '\u200d')),
    'must have no invisible characters: write it anew, instead of copying it',
  );

/** A text without blanks and control characters, such as a word or an address. */
export const NO_BLANKS = new RegExp(`^[^${NO_LINE}\\s]+$`);

/** Whether a text can stand in a header: for texts that were stored before `lineText` checked them. */
export const isLine = (text: string): boolean => !new RegExp(`[${NO_LINE}]`).test(text);

const UNWANTED_IN_LINE = new RegExp(`[${NO_LINE}]+`, 'g');
/** Text from outside as one line of at most so many characters that may be stored and shown; it may be empty. */
export const oneLine = (text: string, max: number): string =>
  text.replace(UNWANTED_IN_LINE, ' ').trim().slice(0, max).toWellFormed();

const UNWANTED_IN_TEXT = new RegExp(`[${NO_TEXT}]+`, 'g');
/** Text from outside, of any number of lines, as it may be stored and shown. */
export const manyLines = (text: string): string => text.replace(UNWANTED_IN_TEXT, '').toWellFormed();

/** Plans reckon days and years from what they are given, and no text of a later year sorts behind these. */
const isBefore3000 = (when: string): boolean => when < '3000';
const BEFORE_3000 = 'must be before the year 3000';

/** A text of another format is not judged further, and a value that is missing is not said to be of one. */
const onlyFormat = (message: string) => ({
  abort: true,
  error: ({ code }: z.core.$ZodRawIssue) => (code === 'invalid_format' ? message : undefined),
});

export const isoDateSchema = z.iso
  .date(onlyFormat('must be a calendar day as YYYY-MM-DD, such as 2026-12-01'))
  .refine(isBefore3000, BEFORE_3000)
  .describe('A calendar day, YYYY-MM-DD');
export const instantSchema = z.iso
  .datetime(onlyFormat('must be an instant in UTC, such as 2026-12-01T09:00:00Z'))
  .refine(isBefore3000, BEFORE_3000)
  .describe('An instant in UTC, RFC 3339');

/** `sinceInstant` reads it. */
export const sinceSchema = z
  .union([instantSchema, z.string().regex(/^\d{1,4}[hd]$/, 'an instant, or a span such as 24h or 30d')])
  .describe('An instant, or a time span before now such as 24h or 30d');

/** The key becomes part of a record's key. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters');

export const versionTagSchema = z
  .string()
  .regex(/^"\d{1,9}"$/, 'must be the ETag of what was read, such as "3"');

export const ROLES = ['owner', 'admin', 'operator', 'approver', 'viewer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
/** Who may call: a person in a role of the workspace, or an outside scheduler (`cron`) that has the secret of it. */
export const callerRoleSchema = z.enum([...ROLES, 'cron']);
export type CallerRole = z.infer<typeof callerRoleSchema>;

export const missionIdSchema = z
  .string()
  .regex(/^m_[0-9a-z]{26}$/, 'a mission id looks like m_ and 26 characters');
export const leadIdSchema = z.string().regex(/^l_[0-9a-z]{20}$/, 'a lead id looks like l_ and 20 characters');
export const importIdSchema = z
  .string()
  .regex(/^i_[0-9a-z]{26}$/, 'an import id looks like i_ and 26 characters');
export const approvalIdSchema = z
  .string()
  .regex(/^a_[0-9a-z]{26}$/, 'an approval id looks like a_ and 26 characters');

/** `limit` and `cursor` of every list; the cursor is opaque. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2000).optional(),
});

const fieldProblemSchema = z.object({ path: z.string(), message: z.string() });

/** RFC 9457 problem details. `code` is stable; `fields` lists the invalid fields. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string().optional(),
    fields: z.array(fieldProblemSchema).optional(),
  })
  .meta({ id: 'Problem' });

export const assignmentIdSchema = z
  .string()
  .regex(/^er_[0-9a-z]{20}$/, 'an assignment id looks like er_ and 20 characters');

export const automationIdSchema = z
  .string()
  .regex(/^au_[0-9a-z]{26}$/, 'the id of an automation looks like au_ and 26 characters');
