import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { SUPPRESSION_KINDS } from '../contract/suppressions.ts';
import type { Lead } from '../domain/lead.ts';
import { joinSuppression, type Suppressible } from '../domain/suppression.ts';
import {
  type ErasedNameOf,
  GLOBAL_LIST,
  namesOf,
  type SuppressionEntry,
} from '../domain/suppression-list.ts';
import { leadSuppressed } from './lead-events.ts';
import type { LeadStore } from './ports/leads.ts';
import type { EntryName, SuppressionStore } from './ports/suppressions.ts';

export interface ApplySuppressionsDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly clock: Clock;
  /** Where leads are made or addresses are listed: so that an erased person who comes again is suppressed, by no more than the hash. */
  readonly erasedNameOf?: ErasedNameOf | undefined;
}

const WIDTH = 8;

/** Whom lists are asked about: leads, and people who are none. */
interface Named extends Suppressible {
  readonly id: string;
}
interface Addressed extends Named {
  readonly profile: { readonly address: string; readonly identity: string };
}

/** What a lead is about to be joined with; undefined for most. */
type Listed = ReadonlyMap<string, readonly SuppressionEntry[]>;

/**
 * Looks up leads in the lists of their workspace and of all workspaces, by address, domain and hash. Two small reads where the
 * lists have no entry that the leads' own records may not know of; else one batch of reads for all leads. A lead that is
 * suppressed on all channels is not looked up.
 */
export async function lookUpSuppressions(
  {
    suppressions,
    erasedNameOf,
  }: {
    readonly suppressions: Pick<SuppressionStore, 'kinds' | 'find'>;
    readonly erasedNameOf?: ErasedNameOf | undefined;
  },
  workspace: string,
  leads: readonly Addressed[],
): Promise<Listed> {
  const open = leads.filter(({ suppression }) => !suppression);
  if (open.length === 0) return new Map();
  const kinds = await suppressions.kinds([workspace, GLOBAL_LIST]);
  const names = new Map(
    open.map((lead) => [
      lead.id,
      [...kinds].flatMap(([list, used]): EntryName[] => {
        const of = namesOf(list, lead.profile, erasedNameOf);
        return SUPPRESSION_KINDS.filter((kind) => used.has(kind)).flatMap((kind) =>
          of[kind].map((name) => ({ list, kind, name })),
        );
      }),
    ]),
  );
  const found = await suppressions.find([...names.values()].flat());
  const byName = new Map(found.map((entry) => [idOf(entry), entry]));
  return new Map(
    [...names].flatMap(([id, asked]) => {
      const entries = asked.flatMap((name) => byName.get(idOf(name)) ?? []);
      return entries.length > 0 ? [[id, entries]] : [];
    }),
  );
}

const idOf = ({ list, kind, name }: EntryName): string => `${list} ${kind} ${name}`;

/** A lead with what the lists say of it; the same lead (by identity) when that is nothing new. */
export const withListed = <T extends Named>(lead: T, listed: Listed): T =>
  (listed.get(lead.id) ?? []).reduce<T>(
    (sum, entry) => joinSuppression(sum, entry satisfies Suppressible),
    lead,
  );

/**
 * Writes what the lists say of leads into their records, which all guards read. Called when leads come, when a mission chooses
 * them, and last before each slice of messages: so an entry also holds for leads that came before it or after it.
 * @returns the leads as they are now, in their order
 */
export async function applySuppressions(
  deps: ApplySuppressionsDeps,
  workspace: string,
  leads: readonly Lead[],
  correlationId: string,
): Promise<Lead[]> {
  const listed = await lookUpSuppressions(deps, workspace, leads);
  return mapConcurrent(leads, WIDTH, async (known) => {
    if (withListed(known, listed) === known) return known;
    const saved = await retryFrom(
      known,
      () => deps.leads.get(workspace, known.id),
      async (lead) => {
        const next = withListed(lead, listed);
        if (next === lead) return lead;
        const now = deps.clock.now();
        return deps.leads.save(next, [leadSuppressed(next, { actor: REX, correlationId }, now)]);
      },
    );
    return saved ?? known;
  });
}
