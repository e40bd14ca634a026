import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { SUPPRESSION_KINDS, type SuppressionKind, type suppressionSchema } from '../contract/suppressions.ts';
import { FORMATS, type SuppressionFormat } from '../domain/suppression-export.ts';
import type { SuppressionEntry } from '../domain/suppression-list.ts';
import type { SuppressionStore } from './ports/suppressions.ts';
import { type ListCaller, listOf } from './suppression-list-of.ts';

export interface ListSuppressionsDeps {
  readonly suppressions: SuppressionStore;
  readonly operatorsWorkspace: string;
}

interface ListSuppressions extends ListCaller {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly kind?: SuppressionKind | undefined;
}

const EXPORTED_AT_ONCE = 500;
const positionSchema = z.strictObject({ kind: z.enum(SUPPRESSION_KINDS), after: z.string().optional() });

export type SuppressionView = z.infer<typeof suppressionSchema>;

export const suppressionView = ({
  kind,
  value,
  suppression,
  suppressedOn = {},
}: SuppressionEntry): SuppressionView => ({ kind, value, all: suppression ?? null, channels: suppressedOn });

/** Entries by kind. @throws RexError NOT_FOUND for the global list; VALIDATION_FAILED for a foreign cursor */
export async function listSuppressions(deps: ListSuppressionsDeps, input: ListSuppressions) {
  const { entries, cursor } = await pageOf(deps, input);
  return { suppressions: entries.map(suppressionView), cursor };
}

/** The next lines of an export. @throws as `listSuppressions` */
export async function exportSuppressions(
  deps: ListSuppressionsDeps,
  input: ListCaller & { readonly format: SuppressionFormat; readonly cursor?: string | undefined },
) {
  const { entries, cursor } = await pageOf(deps, { ...input, limit: EXPORTED_AT_ONCE });
  const { header, lines } = FORMATS[input.format];
  const made = entries.map(lines);
  return {
    header,
    lines: made.flat(),
    leftOut: made.filter((of) => of.length === 0).length,
    cursor,
  };
}

/** A page may end with a kind and have fewer entries than asked for; the last one has no cursor. */
async function pageOf(
  deps: ListSuppressionsDeps,
  { limit, cursor, kind: only, ...caller }: ListSuppressions,
): Promise<{ entries: SuppressionEntry[]; cursor: string | null }> {
  const list = listOf(deps, caller);
  const kinds = only ? [only] : SUPPRESSION_KINDS;
  const position = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema);
  let after = position?.after;
  const first = position ? kinds.indexOf(position.kind) : 0;
  for (const [i, kind] of kinds.entries()) {
    if (i < first) continue;
    const page = await deps.suppressions.page(list, kind, { limit, ...(after ? { cursor: after } : {}) });
    after = undefined;
    const next = kinds[i + 1];
    const goesOn = page.cursor !== null ? { kind, after: page.cursor } : next && { kind: next };
    if (page.entries.length > 0) return { ...page, cursor: goesOn ? encodeCursor(goesOn) : null };
  }
  return { entries: [], cursor: null };
}
