import * as z from 'zod';
import {
  instantSchema,
  ROLES,
  type Role,
  roleSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { knowledgeEvents } from '../contract/events.ts';
import {
  categorySchema,
  type documentBodySchema,
  formatSchema,
  TEMPLATE_NAMES,
} from '../contract/knowledge.ts';

/** A record of another version with a name that this one does not know is left alone. */
const known = {
  audience: refuseUnknown(z.enum(['members', 'customers'])),
  category: refuseUnknown(categorySchema),
  format: refuseUnknown(formatSchema),
  role: refuseUnknown(roleSchema),
  template: refuseUnknown(z.enum(TEMPLATE_NAMES)),
};

/** A content that was read. */
const editionSchema = z.object({
  edition: z.number().int().min(1),
  /** Of the bytes that were read: the same bytes are no new edition. */
  sha256: z.string(),
  format: known.format,
  passages: z.number().int(),
  characters: z.number().int(),
  pages: z.number().int().nullable(),
  language: z.string().nullable(),
  missing: z.array(z.string()),
  /** What it was given for: a change counts for a content only once that is read. */
  audience: known.audience,
  readers: z.array(known.role),
  /** The model of its vectors; null where there was none, or it could not be asked. */
  vectors: z.string().nullable().default(null),
  readAt: instantSchema,
  by: z.string(),
});
export type Edition = z.infer<typeof editionSchema>;

/** An edition whose passages may be in an index outside. */
const indexedSchema = z.object({
  edition: z.number().int().min(1),
  sha256: z.string(),
  passages: z.number().int(),
});

/** Where a content comes from. What was given with the request is in a file already. */
const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('content'), sha256: z.string() }),
  z.object({ kind: z.literal('upload'), upload: z.string() }),
  z.object({ kind: z.literal('page'), address: z.string() }),
]);
export type Source = z.infer<typeof sourceSchema>;

export const documentSchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  title: z.string(),
  category: known.category,
  template: known.template.nullable(),
  audience: known.audience,
  /** Besides owners and admins. */
  readers: z.array(known.role),
  expiresAt: instantSchema.nullable(),
  state: refuseUnknown(z.enum(['reading', 'ready', 'failed', 'removing'])),
  /** What is to be read, or was read last. */
  source: sourceSchema,
  format: known.format,
  askedBy: z.string(),
  failure: z.string().nullable(),
  /** When it is looked at again although no message came: while something is to be done. */
  dueAt: instantSchema.nullable(),
  /** The edition that answers. */
  current: editionSchema.nullable(),
  /** What may be in an index outside. Noted before it is written there, so that nothing stays there unknown. */
  indexed: z.array(indexedSchema).default([]),
  createdAt: instantSchema,
  createdBy: z.string(),
  changedAt: instantSchema,
});
export type KnowledgeDocument = z.infer<typeof documentSchema>;

/** The index of a workspace: grows with whatever it would have to know. */
export const libraryHeadSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(0),
  passages: z.number().int().min(0),
});
export type LibraryHead = z.infer<typeof libraryHeadSchema>;

/** A copy of the index in a file, from which one is brought up to date in less time than from all documents. */
export const indexCopySchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  key: z.string(),
  /** The version of the head that it knows. */
  of: z.number().int().min(0),
  passages: z.number().int().min(0),
});
export type IndexCopy = z.infer<typeof indexCopySchema>;

type Body = z.infer<typeof documentBodySchema>;

/** What a document says about itself, as it is asked for. */
export const detailsOf = ({ title, category, template, audience, readers, expiresAt }: Body) => ({
  title,
  category,
  template: template ?? null,
  audience,
  readers: [...(readers ?? ROLES)].toSorted(),
  expiresAt: expiresAt ?? null,
});

/** Whether a member of this role may read it. */
export const mayRead = (
  { readers, current }: Pick<KnowledgeDocument, 'readers' | 'current'>,
  role: Role,
): boolean =>
  role === 'owner' ||
  role === 'admin' ||
  (readers.includes(role) && (current === null || current.readers.includes(role)));

/** Whether the edition that answers was written into an index outside. */
export const isIndexed = ({ current, indexed }: Pick<KnowledgeDocument, 'current' | 'indexed'>): boolean =>
  current !== null && indexed.some((each) => isOf(each, current));

export const isOf = (
  { edition, sha256 }: Pick<Edition, 'edition' | 'sha256'>,
  other: Pick<Edition, 'edition' | 'sha256'>,
): boolean => edition === other.edition && sha256 === other.sha256;

/** Whether it may stand in messages to people outside: it, and the content that answers. */
export const forCustomers = ({
  audience,
  current,
}: Pick<KnowledgeDocument, 'audience' | 'current'>): boolean =>
  audience === 'customers' && current?.audience === 'customers';

/** Whether a question of this caller is answered from it now. */
export const answersTo = (
  document: KnowledgeDocument,
  asked: {
    readonly role: Role;
    readonly category?: string | undefined;
    readonly customers?: boolean | undefined;
  },
  now: Date,
): boolean =>
  document.state !== 'removing' &&
  document.current !== null &&
  mayRead(document, asked.role) &&
  (asked.category === undefined || document.category === asked.category) &&
  (asked.customers !== true || forCustomers(document)) &&
  (document.expiresAt === null || Date.parse(document.expiresAt) > now.getTime());

/** Whom a content is for. */
export const scopeOf = ({ audience, readers }: Pick<KnowledgeDocument, 'audience' | 'readers'>) => ({
  audience,
  readers,
});

const BY_READING = { kind: 'rex', id: 'rex' } as const;

/** An event about a document, whose version is the one after the change. */
export function documentEvent(
  document: KnowledgeDocument,
  name: keyof typeof knowledgeEvents,
  data: RexEvent['data'],
  { actor, correlationId }: Partial<Pick<Cause, 'actor'>> & Pick<Cause, 'correlationId'>,
  now: Date,
): RexEvent {
  const { workspace, id, version, createdAt } = document;
  const happening = {
    // A document that was removed may come again under its name.
    about: `${id}.${Date.parse(createdAt)}`,
    sequence: version,
    workspace,
    correlationId,
    actor: actor ?? BY_READING,
    data: data as never,
  };
  return newEvent(knowledgeEvents, name, happening, now);
}
