import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { RexEvent } from '../../../kernel/events.ts';
import type { EventBus } from '../../app/ports/realtime.ts';

/** PutEvents takes ten entries and 256 KB a call; 64 bytes an entry are for what is counted beside the text. */
const ENTRIES = 10;
const BYTES = 256 * 1024;
const OVERHEAD = 64;

const SOURCE = 'rex';

export class EventBridgeBus implements EventBus {
  private readonly client: EventBridgeClient;
  private readonly name: string;

  constructor(client: EventBridgeClient, name: string) {
    this.client = client;
    this.name = name;
  }

  async publish(events: readonly RexEvent[]): Promise<number> {
    let published = 0;
    for (const Entries of callsOf(events.map((event) => this.entryOf(event)))) {
      const failed = await this.firstFailure(Entries);
      if (failed !== undefined) return published + failed;
      published += Entries.length;
    }
    return published;
  }

  private entryOf(event: RexEvent): PutEventsRequestEntry {
    return {
      EventBusName: this.name,
      Source: SOURCE,
      DetailType: event.name,
      Time: new Date(event.at),
      Detail: JSON.stringify(event),
    };
  }

  /** Where in the call the first entry is that the bus did not take. */
  private async firstFailure(Entries: PutEventsRequestEntry[]): Promise<number | undefined> {
    const answer = await this.client.send(new PutEventsCommand({ Entries }));
    if (!answer.FailedEntryCount) return undefined;
    const first = answer.Entries?.findIndex((entry) => entry.ErrorCode !== undefined) ?? 0;
    return Math.max(0, first);
  }
}

function callsOf(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const calls: PutEventsRequestEntry[][] = [];
  let current: PutEventsRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(`${entry.Detail}${entry.DetailType}${entry.Source}`) + OVERHEAD;
    if (current.length > 0 && (current.length === ENTRIES || bytes + size > BYTES)) {
      calls.push(current);
      current = [];
      bytes = 0;
    }
    current.push(entry);
    bytes += size;
  }
  return current.length > 0 ? [...calls, current] : calls;
}
