import type { RexEvent } from '../../kernel/events.ts';
import { DynamoCollection } from '../../platform/adapters/dynamodb/collection.ts';
import type { RecordTable, Tables, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import { type DueKey, queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { NamedRequest } from '../../platform/ports/collection.ts';
import type { OpenWork, WorkStore, Written } from '../app/ports/works.ts';
import type { SeatName } from '../contract/seat.ts';
import { seenSchema, storedOf, storedWorkSchema, type Work, workFrom } from '../domain/work.ts';
import { councilWork, roundKey, seatWork, worksPartition } from './keys.ts';

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

  async wasMade(workspace: string, request: NamedRequest): Promise<boolean> {
    return (await this.knownRequest(workspace, request)) !== undefined;
  }

  async seen(workspace: string, seat: SeatName): Promise<string | undefined> {
    return (await this.records.get(roundKey(workspace, seat), seenSchema))?.seen;
  }

  sawAll(workspace: string, seat: SeatName, seen: string): Promise<void> {
    return this.records.replace(roundKey(workspace, seat), { workspace, seen });
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

  wasMade = (workspace: string, request: NamedRequest) => this.stored.wasMade(workspace, request);

  seen = (workspace: string) => this.stored.seen(workspace, this.seat);

  sawAll = (workspace: string, seen: string) => this.stored.sawAll(workspace, this.seat, seen);

  write = async (works: Written, events: readonly RexEvent[], request?: NamedRequest) =>
    workOrNone(await this.stored.writeAll(works, events, request));

  async due(now: Date) {
    const keys = await this.stored.due(this.seat, now);
    return keys.flatMap((key) => placeOf(key)?.ref ?? []);
  }
}

/** Behind the time of every look. */
const SOMETIME = new Date('9999-12-31');

/** Works of all seats and workspaces that are looked at again at some time, by seat, the next ones first. */
export async function openWorks(records: RecordTable): Promise<ReadonlyMap<string, OpenWork[]>> {
  const keys = await queryWork(records, councilWork, SOMETIME);
  const places = keys.flatMap((key) => placeOf(key) ?? []);
  const bySeat = Map.groupBy(places, ({ seat }) => seat);
  return new Map([...bySeat].map(([seat, of]) => [seat, of.map(({ ref }) => ref)]));
}

function placeOf({
  pk,
  sk: id,
  dueAt,
}: DueKey): { readonly seat: string; readonly ref: OpenWork } | undefined {
  const [, workspace, seat] = PARTITION.exec(pk) ?? [];
  return workspace && seat ? { seat, ref: { workspace, id, dueAt } } : undefined;
}

const workOrNone = (stored: Parameters<typeof workFrom>[0] | undefined) => stored && workFrom(stored);
