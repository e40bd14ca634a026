import type { RexEvent } from '../../kernel/events.ts';
import { DynamoCollection } from '../../platform/adapters/dynamodb/collection.ts';
import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import type { RecordTable, Tables, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { NamedRequest } from '../../platform/ports/collection.ts';
import type { WorkRef, WorkStore, Written } from '../app/ports/works.ts';
import type { SeatName } from '../contract/seat.ts';
import { storedOf, storedWorkSchema, type Work, workFrom } from '../domain/work.ts';
import { councilWork, seatWork, worksPartition } from './keys.ts';

const PARTITION = /^W#([^#]+)#SEAT#(\w+)$/;

const requestOf = (name: string): NamedRequest => ({ key: `name#${name}`, hash: name });

/** The records of a seat. */
class StoredWorks extends DynamoCollection<typeof storedWorkSchema> {
  private readonly partition: (workspace: string) => string;

  constructor(tables: Tables, seat: SeatName) {
    const partition = (workspace: string): string => worksPartition(workspace, seat);
    super(tables, {
      name: `works-${seat}`,
      schema: storedWorkSchema,
      partition,
      extra: ({ id, dueAt }) =>
        dueAt === undefined ? {} : { workShard: seatWork(seat).shardOf(id), workDueAt: dueAt },
    });
    this.partition = partition;
  }

  writeAll(
    { created, changed, reads = [], names = [] }: Written,
    events: readonly RexEvent[],
    request?: NamedRequest,
  ) {
    const [first, ...more] = [
      ...created.map((work) => ({ work: storedOf(work), expected: 'absent' as const })),
      ...changed.map((work) => ({
        work: storedOf({ ...work, version: work.version + 1 }),
        expected: { version: work.version },
      })),
    ];
    if (!first) return undefined;
    const { workspace } = first.work;
    const beside = [
      ...more.map(({ work, expected }) => this.item(work, expected)),
      ...reads.map((work) => this.depends(work)),
      ...names.map(({ name, id }) => this.requestItem(workspace, requestOf(name), id)),
    ];
    if (first.expected === 'absent') return this.createWith(first.work, events, beside, request);
    return this.saveWith({ ...first.work, version: first.expected.version }, events, beside);
  }

  /** As it was read; and whoever changes it by what they read before that has to look again at what depends on it now. */
  private depends({ workspace, id, version }: Work): TransactItem {
    return {
      Update: {
        TableName: this.records.name,
        Key: { pk: this.partition(workspace), sk: id },
        UpdateExpression: 'SET #version = :next',
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version, ':next': version + 1 },
      },
    };
  }

  due(seat: SeatName, now: Date) {
    return queryWork(this.records, seatWork(seat), now);
  }
}

export class DynamoWorkStore implements WorkStore {
  private readonly seat: SeatName;
  private readonly stored: StoredWorks;

  constructor(tables: Tables, seat: SeatName) {
    this.seat = seat;
    this.stored = new StoredWorks(tables, seat);
  }

  get = async (workspace: string, id: string) => workOrNone(await this.stored.get(workspace, id));

  async page(workspace: string, asked: Parameters<WorkStore['page']>[1]) {
    const { items, cursor } = await this.stored.page(workspace, asked);
    return { items: items.map(workFrom), cursor };
  }

  ofRequest = async (workspace: string, request: NamedRequest) =>
    workOrNone(await this.stored.ofRequest(workspace, request));

  named = (workspace: string, name: string) => this.ofRequest(workspace, requestOf(name));

  write = async (works: Written, events: readonly RexEvent[], request?: NamedRequest) =>
    workOrNone(await this.stored.writeAll(works, events, request));

  async due(now: Date) {
    const keys = await this.stored.due(this.seat, now);
    return keys.flatMap((key) => placeOf(key)?.ref ?? []);
  }
}

/** Works of all seats and workspaces that are due, by seat. */
export async function dueOfCouncil(records: RecordTable, now: Date): Promise<ReadonlyMap<string, WorkRef[]>> {
  const keys = await queryWork(records, councilWork, now);
  const places = keys.flatMap((key) => placeOf(key) ?? []);
  const bySeat = Map.groupBy(places, ({ seat }) => seat);
  return new Map([...bySeat].map(([seat, of]) => [seat, of.map(({ ref }) => ref)]));
}

function placeOf({ pk, sk: id }: Key): { readonly seat: string; readonly ref: WorkRef } | undefined {
  const [, workspace, seat] = PARTITION.exec(pk) ?? [];
  return workspace && seat ? { seat, ref: { workspace, id } } : undefined;
}

const workOrNone = (stored: Parameters<typeof workFrom>[0] | undefined) => stored && workFrom(stored);
