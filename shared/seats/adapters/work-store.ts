import type { RexEvent } from '../../kernel/events.ts';
import { DynamoCollection } from '../../platform/adapters/dynamodb/collection.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { NamedRequest } from '../../platform/ports/collection.ts';
import type { WorkStore, Written } from '../app/ports/works.ts';
import type { SeatName } from '../contract/seat.ts';
import { type Work, workSchema } from '../domain/work.ts';
import { seatWork, worksPartition } from './keys.ts';

const WORKSPACE = /^W#([^#]+)#SEAT#/;

const requestOf = (name: string): NamedRequest => ({ key: `name#${name}`, hash: name });

export class DynamoWorkStore extends DynamoCollection<typeof workSchema> implements WorkStore {
  private readonly seat: SeatName;

  constructor(tables: Tables, seat: SeatName) {
    super(tables, {
      name: `works-${seat}`,
      schema: workSchema,
      partition: (workspace) => worksPartition(workspace, seat),
      extra: ({ id, dueAt }) =>
        dueAt === undefined ? {} : { workShard: seatWork(seat).shardOf(id), workDueAt: dueAt },
    });
    this.seat = seat;
  }

  async write(
    { created, changed, names = [] }: Written,
    events: readonly RexEvent[],
    request?: NamedRequest,
  ): Promise<Work | undefined> {
    const [first, ...more] = [
      ...created.map((work) => ({ work, expected: 'absent' as const })),
      ...changed.map((work) => ({
        work: { ...work, version: work.version + 1 },
        expected: { version: work.version },
      })),
    ];
    if (!first) return undefined;
    const { workspace } = first.work;
    const beside = [
      ...more.map(({ work, expected }) => this.item(work, expected)),
      ...names.map(({ name, id }) => this.requestItem(workspace, requestOf(name), id)),
    ];
    if (first.expected === 'absent') return this.createWith(first.work, events, beside, request);
    return this.saveWith({ ...first.work, version: first.expected.version }, events, beside);
  }

  named(workspace: string, name: string): Promise<Work | undefined> {
    return this.ofRequest(workspace, requestOf(name));
  }

  async due(now: Date) {
    const keys = await queryWork(this.records, seatWork(this.seat), now);
    return keys.flatMap(({ pk, sk: id }) => {
      const workspace = WORKSPACE.exec(pk)?.[1];
      return workspace ? [{ workspace, id }] : [];
    });
  }
}
