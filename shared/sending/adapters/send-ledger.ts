import { countItems } from '../../engagement/adapters/hour-counters.ts';
import type { SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { isConflict, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { SendLedger, SendRef } from '../app/ports/sending.ts';
import { type Send, sendSchema } from '../domain/send.ts';
import { sendKey, sendsPartition } from './keys.ts';

export class DynamoSendLedger implements SendLedger {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async claim(send: Send): Promise<boolean> {
    try {
      await this.records.put(keyOf(send), send, 'absent');
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    const existing = await this.get(send);
    if (existing?.state !== 'released') return false;
    try {
      await this.records.put(
        keyOf(send),
        { ...send, version: existing.version + 1 },
        { version: existing.version },
      );
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  async release(send: Send, releasedReason: string): Promise<void> {
    const current = await this.get(send);
    if (current?.state === 'claimed') await this.save({ ...current, state: 'released', releasedReason });
  }

  async save(send: Send): Promise<Send> {
    const next = { ...send, version: send.version + 1 };
    await this.records.put(keyOf(send), next, { version: send.version });
    return next;
  }

  async saveCounted(send: Send, at: Date, counts: SomeCounts): Promise<Send> {
    const { workspace, leadId } = send;
    const next = { ...send, version: send.version + 1 };
    await transact(this.records, [
      this.records.putItem(keyOf(send), next, { version: send.version }),
      ...countItems(this.records, { workspace, at: at.toISOString(), spread: leadId, counts }),
    ]);
    return next;
  }

  get(ref: SendRef): Promise<Send | undefined> {
    return this.records.get(keyOf(ref), sendSchema);
  }

  getMany(refs: readonly SendRef[]): Promise<(Send | undefined)[]> {
    return this.records.getMany(refs.map(keyOf), sendSchema);
  }

  ofCohort(
    workspace: string,
    missionId: string,
    cohort: string,
    consistency: 'consistent' | 'eventual' = 'consistent',
  ): Promise<Send[]> {
    return this.records.all(sendsPartition(workspace, missionId, cohort), sendSchema, {
      consistent: consistency === 'consistent',
    });
  }

  async page(
    workspace: string,
    missionId: string,
    cohort: string,
    { limit, after }: { limit: number; after?: Pick<SendRef, 'leadId' | 'step'> | undefined },
  ): Promise<Send[]> {
    const { items } = await this.records.page(sendsPartition(workspace, missionId, cohort), sendSchema, {
      limit,
      cursor: after && sendKey(workspace, missionId, cohort, after.leadId, after.step).sk,
    });
    return items;
  }
}

const keyOf = ({ workspace, missionId, cohort, leadId, step }: SendRef) =>
  sendKey(workspace, missionId, cohort, leadId, step);
