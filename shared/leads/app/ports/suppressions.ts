import type { SuppressionKind } from '../../contract/suppressions.ts';
import type { SuppressionEntry } from '../../domain/suppression-list.ts';

/** The kinds of entries of a list that leads may have to be looked up in. */
export type ListedKinds = ReadonlyMap<string, ReadonlySet<SuppressionKind>>;

export interface EntryName {
  readonly list: string;
  readonly kind: SuppressionKind;
  readonly name: string;
}

/** The suppression lists. Entries are added and widened, and never removed. */
export interface SuppressionStore {
  /**
   * Adds entries, each for itself; one that is there is widened by what it lacks. Tells, in their order, which of them changed
   * the list. The kinds are written first: whoever reads them after an entry was added knows of it.
   */
  add(entries: readonly SuppressionEntry[]): Promise<boolean[]>;
  /** Keeps entries of leads whose own records are suppressed already, so that nobody need look them up. */
  note(entries: readonly SuppressionEntry[]): Promise<void>;
  /** Of several lists, in one read. */
  kinds(lists: readonly string[]): Promise<ListedKinds>;
  /** Those that are there, in any order. */
  find(names: readonly EntryName[]): Promise<SuppressionEntry[]>;
  /** One page of the entries of one kind. */
  page(
    list: string,
    kind: SuppressionKind,
    options: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ entries: SuppressionEntry[]; cursor: string | null }>;
}
