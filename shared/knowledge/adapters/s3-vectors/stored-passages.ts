import { ROLES } from '../../../kernel/contract/common.ts';
import type { Asking, EditionRef } from '../../app/ports/knowledge.ts';
import { type Edition, forCustomers, type KnowledgeDocument, mayRead } from '../../domain/document.ts';
import type { Passage } from '../../domain/passages.ts';
import { termsOf } from '../../domain/terms.ts';
import type { StoredVector } from './vectors-client.ts';

/** The metadata in which words are searched. The index has its name (`infra/constructs/passage-vectors.ts`). */
export const TERMS = 'terms';
/** The model of a passage that has no vector of its own. */
const NO_MODEL = 'none';
/** In seconds, beyond every date. */
const NEVER = 253_402_300_800;
/** As for the index in the process (`README.md`). */
const HEADINGS_COUNT = 2;

/** Follows from what is in the edition: the same again overwrites the same. */
export const keyOf = (workspace: string, id: string, { edition, sha256 }: EditionRef, n: number): string =>
  `${workspace}/${id}/${edition}-${sha256}/${n}`;

export interface KeyParts extends EditionRef {
  readonly workspace: string;
  readonly id: string;
  readonly n: number;
}

const KEY = /^([^/]+)\/([^/]+)\/(\d+)-([^/]+)\/(\d+)$/;

export function partsOf(key: string): KeyParts | undefined {
  const [, workspace, id, edition, sha256, n] = KEY.exec(key) ?? [];
  return workspace && id && sha256
    ? { workspace, id, edition: Number(edition), sha256, n: Number(n) }
    : undefined;
}

/**
 * A passage with its words as the index in the process has them, by their stems, so that both find the same in every language.
 * A vector is asked of every passage, and zeros are refused for cosines: where there is none, it is a constant of length 1.
 */
export function storedPassage(
  document: KnowledgeDocument,
  edition: Edition,
  { n, headings, text }: Passage,
  vector: readonly number[] | undefined,
  dimensions: number,
): StoredVector {
  const { workspace, id, title, category, expiresAt } = document;
  const words = (of: string): string[] => termsOf(of, edition.language);
  const above = words([title, ...headings].join(' '));
  const asCurrent = { ...document, current: edition };
  return {
    key: keyOf(workspace, id, edition, n),
    data: { float32: vector ?? Array.from({ length: dimensions }, (_, at) => (at === 0 ? 1 : 0)) },
    metadata: {
      workspace,
      category,
      // Owners and admins are among them, so the list is never empty.
      readers: ROLES.filter((role) => mayRead(asCurrent, role)),
      customers: forCustomers(asCurrent),
      expires: expiresAt === null ? NEVER : Date.parse(expiresAt) / 1000,
      model: vector && edition.vectors !== null ? edition.vectors : NO_MODEL,
      [TERMS]: [...Array.from({ length: HEADINGS_COUNT }, () => above).flat(), ...words(text)].join(' '),
    },
  };
}

/** What a caller may read now, by the operators of the service. `model` leaves out what has no vector of that model. */
export const filterOf = (
  { workspace, role, category, customers }: Asking,
  now: Date,
  model?: string,
): object => ({
  $and: [
    { workspace: { $eq: workspace } },
    { readers: { $eq: role } },
    { expires: { $gt: now.getTime() / 1000 } },
    ...(category === undefined ? [] : [{ category: { $eq: category } }]),
    ...(customers === true ? [{ customers: { $eq: true } }] : []),
    ...(model === undefined ? [] : [{ model: { $eq: model } }]),
  ],
});
