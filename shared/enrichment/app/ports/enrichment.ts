import type { RexEvent } from '../../../kernel/events.ts';
import type { EnrichmentSourceName } from '../../contract/settings.ts';
import type { Enrichment } from '../../domain/enrichment.ts';
import type { Findings } from '../../domain/findings.ts';

/** The answer of a source, and its cost in credits. */
export type SourceAnswer =
  | { readonly outcome: 'found'; readonly findings: Findings; readonly credits: number }
  | { readonly outcome: 'nothing' }
  /** The person has asked the source not to be processed. */
  | { readonly outcome: 'refused' }
  /** The source charged nothing, and the same call may be made again. */
  | { readonly outcome: 'later'; readonly retryAfterSeconds: number }
  /** `account`: a problem of the key, the plan or the credits, with which every other call would fail too. */
  | { readonly outcome: 'unavailable'; readonly reason: string; readonly account?: boolean }
  /** The call got no answer, and may have cost something. */
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface EnrichmentSource {
  /** Looks up a person by the address alone. */
  find(address: string): Promise<SourceAnswer>;
}

export type EnrichmentSources = ReadonlyMap<EnrichmentSourceName, EnrichmentSource>;

export interface EnrichmentStore {
  get(workspace: string, leadId: string): Promise<Enrichment | undefined>;
  getMany(workspace: string, leadIds: readonly string[]): Promise<(Enrichment | undefined)[]>;
  /** Guarded by the version that was read; 0 for a record that does not exist yet. */
  save(enrichment: Enrichment, events?: readonly RexEvent[]): Promise<Enrichment>;
}

export interface SourceUsage {
  readonly calls: number;
  readonly found: number;
  readonly nothing: number;
  readonly failed: number;
  readonly costMicros: number;
}

/** The spending of a workspace in a day (UTC). Reserved before a call, settled after it. */
export interface EnrichmentLedger {
  /** False when it would exceed the daily budget; then nothing is reserved. */
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
