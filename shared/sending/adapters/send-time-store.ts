import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { SendTimeStore } from '../app/ports/send-times.ts';
import { type EngagementHours, engagementHoursSchema } from '../domain/send-time.ts';
import { engagementHoursKey } from './keys.ts';

export class DynamoSendTimeStore implements SendTimeStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string): Promise<EngagementHours | undefined> {
    return this.records.get(engagementHoursKey(workspace), engagementHoursSchema);
  }

  save(hours: EngagementHours, expected: 'absent' | 'version'): Promise<void> {
    const key = engagementHoursKey(hours.workspace);
    return expected === 'absent'
      ? this.records.put(key, hours, 'absent')
      : this.records.put(key, { ...hours, version: hours.version + 1 }, { version: hours.version });
  }
}
