import * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { addToCounters } from '../../platform/adapters/dynamodb/counters.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { EnrichmentLedger, EnrichmentStore, SourceUsage } from '../app/ports/enrichment.ts';
import { ENRICHMENT_SOURCES } from '../contract/settings.ts';
import { type Enrichment, enrichmentSchema } from '../domain/enrichment.ts';
import { enrichmentDayKey, enrichmentKey } from './keys.ts';

export class DynamoEnrichmentStore implements EnrichmentStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, leadId: string): Promise<Enrichment | undefined> {
    return this.records.get(enrichmentKey(workspace, leadId), enrichmentSchema);
  }

  getMany(workspace: string, leadIds: readonly string[]): Promise<(Enrichment | undefined)[]> {
    return this.records.getMany(
      leadIds.map((id) => enrichmentKey(workspace, id)),
      enrichmentSchema,
    );
  }

  async save(enrichment: Enrichment, events: readonly RexEvent[] = []): Promise<Enrichment> {
    const { workspace, leadId, version } = enrichment;
    const next = { ...enrichment, version: version + 1 };
    const key = enrichmentKey(workspace, leadId);
    const expected = version === 0 ? 'absent' : { version };
    await putWithEvents(this.records, { key, record: next, expected }, this.events, events);
    return next;
  }
}

const countersSchema = z.record(z.string(), z.union([z.number(), z.string()]));

/** One record a day; counters of a source are attributes `<source>/<what>`, so that one update counts a whole call. */
export class DynamoEnrichmentLedger implements EnrichmentLedger {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  reserve(workspace: string, day: string, micros: number, limit: number): Promise<boolean> {
    return addToCounters(this.records, enrichmentDayKey(workspace, day), [
      { name: 'spentMicros', add: micros, limit },
    ]);
  }

  async release(workspace: string, day: string, micros: number): Promise<void> {
    await addToCounters(this.records, enrichmentDayKey(workspace, day), [
      { name: 'spentMicros', add: -micros },
    ]);
  }

  async settle(
    workspace: string,
    day: string,
    { source, reservedMicros, costMicros, outcome }: Parameters<EnrichmentLedger['settle']>[2],
  ): Promise<void> {
    await addToCounters(this.records, enrichmentDayKey(workspace, day), [
      { name: 'spentMicros', add: costMicros - reservedMicros },
      { name: `${source}/calls`, add: 1 },
      { name: `${source}/${outcome}`, add: 1 },
      { name: `${source}/costMicros`, add: costMicros },
    ]);
  }

  async usage(workspace: string, day: string): ReturnType<EnrichmentLedger['usage']> {
    const item = (await this.records.get(enrichmentDayKey(workspace, day), countersSchema)) ?? {};
    const count = (name: string): number => {
      const value = item[name];
      return typeof value === 'number' ? value : 0;
    };
    const bySource = Object.fromEntries(
      ENRICHMENT_SOURCES.filter((source) => count(`${source}/calls`) > 0).map(
        (source): [string, SourceUsage] => [
          source,
          {
            calls: count(`${source}/calls`),
            found: count(`${source}/found`),
            nothing: count(`${source}/nothing`),
            failed: count(`${source}/failed`),
            costMicros: count(`${source}/costMicros`),
          },
        ],
      ),
    );
    return { spentMicros: count('spentMicros'), bySource };
  }
}
