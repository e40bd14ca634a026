import type { RexEvent } from '../../../kernel/events.ts';
import type { EnrichmentSourceName } from '../../contract/settings.ts';
import type { Enrichment } from '../../domain/enrichment.ts';
import type { Findings } from '../../domain/findings.ts';

/** What a source answered, and how many credits that took. */
export type SourceAnswer =
  | { readonly outcome: 'found'; readonly findings: Findings; readonly credits: number }
  | { readonly outcome: 'nothing' }
  /** The person has asked the source not to be processed. */
  | { readonly outcome: 'refused' }
  /** Nothing was taken; the same may be asked again. */
  | { readonly outcome: 'later'; readonly retryAfterSeconds: number }
  /** `account`: the key, the plan or the credits; every other question would fail as well. */
  | { readonly outcome: 'unavailable'; readonly reason: string; readonly account?: boolean }
  /** Asked, but without an answer: it may have cost something. */
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface EnrichmentSource {
  /** Asks by the address alone. */
  find(address: string): Promise<SourceAnswer>;
}

export type EnrichmentSources = ReadonlyMap<EnrichmentSourceName, EnrichmentSource>;

export interface EnrichmentStore {
  get(workspace: string, leadId: string): Promise<Enrichment | undefined>;
  getMany(workspace: string, leadIds: readonly string[]): Promise<(Enrichment | undefined)[]>;
  /** Guarded by the version that was read; 0 is one that is not there yet. */
  save(enrichment: Enrichment, events?: readonly RexEvent[]): Promise<Enrichment>;
}

export interface SourceUsage {
  readonly calls: number;
  readonly found: number;
  readonly nothing: number;
  readonly failed: number;
  readonly costMicros: number;
}

/** What a workspace spends in a day (UTC). Reserved before a call, settled after it. */
export interface EnrichmentLedger {
  /** False when the day's budget would be passed; then nothing is set aside. */
  reserve(workspace: string, day: string, micros: number, limitMicros: number): Promise<boolean>;
  release(workspace: string, day: string, micros: number): Promise<void>;
  settle(
    workspace: string,
    day: string,
    call: {
      readonly source: EnrichmentSourceName;
      readonly reservedMicros: number;
      readonly costMicros: number;
      readonly outcome: 'found' | 'nothing' | 'failed';
    },
  ): Promise<void>;
  usage(
    workspace: string,
    day: string,
  ): Promise<{ spentMicros: number; bySource: Partial<Record<EnrichmentSourceName, SourceUsage>> }>;
}
