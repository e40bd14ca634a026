import * as z from 'zod';
import { type Effect, effectOf } from '../../shared/autonomy/domain/effect.ts';
import { createTask } from '../../shared/tasks/app/create-task.ts';
import type { TaskHandler } from '../../shared/tasks/app/ports/handler.ts';
import { workTask } from '../../shared/tasks/app/work-task.ts';
import type { Task } from '../../shared/tasks/domain/task.ts';
import { openRex, WORKSPACE } from './rex.ts';

const payloadSchema = z.strictObject({ page: z.string(), title: z.string(), limit: z.string().optional() });
type Payload = z.infer<typeof payloadSchema>;

/** Pages with a title each, and how their server behaves: in memory, as everything here. */
class PagesInMemory {
  readonly titles = new Map<string, string>([['home', 'Welcome']]);
  /** Every change that took place, in order. */
  readonly written: string[] = [];
  /** What the next calls do: `lost` takes effect without an answer; `down` does nothing and says so; `refuse` for good. */
  next: ('lost' | 'down' | 'refuse')[] = [];
  /** Whether the server can be asked what it knows. */
  tells = true;

  write(page: string, title: string): void {
    const now = this.next.shift();
    if (now === 'down') throw Object.assign(new Error('down'), { down: true });
    if (now === 'refuse') throw Object.assign(new Error('refuse'), { refused: true });
    this.titles.set(page, title);
    this.written.push(`${page}=${title}`);
    if (now === 'lost') throw new Error('The connection was lost.');
  }
}

const failed = (error: unknown) => {
  if (error instanceof Error && 'down' in error)
    return { outcome: 'unavailable', reason: 'The server is down.' } as const;
  if (error instanceof Error && 'refused' in error)
    return { outcome: 'refused', reason: 'The server takes no titles.' } as const;
  return { outcome: 'unknown', reason: 'The connection was lost.' } as const;
};

const writer = (pages: PagesInMemory): TaskHandler<Payload> => {
  const effect = (page: string, after: string, limit: string | undefined) =>
    effectOf({
      kind: 'test.title',
      segment: 'pages',
      summary: `The title of ${page} becomes "${after}".`,
      changes: [{ what: page, field: 'title', before: pages.titles.get(page) ?? null, after }],
      limit: limit ?? null,
    });
  /** A title that is neither as it was nor as it was to be tells nothing. */
  const look = async ({ changes: [change] }: Effect) => {
    const now = pages.titles.get(change?.what ?? '') ?? null;
    const outcomes = new Map([
      [change?.before ?? null, 'absent'],
      [change?.after ?? null, 'done'],
    ] as const);
    return { outcome: (pages.tells && outcomes.get(now)) || 'unknown' } as const;
  };
  return {
    type: 'test.title',
    payload: payloadSchema,
    async plan({ payload: { page, title, limit } }) {
      return { outcome: 'planned', effect: effect(page, title, limit), before: pages.titles.get(page) };
    },
    async perform({ payload: { page, title } }) {
      const before = pages.titles.get(page);
      try {
        pages.write(page, title);
      } catch (error) {
        return failed(error);
      }
      return {
        outcome: 'done',
        providerId: page,
        url: `https://pages.example/${page}`,
        undo: { before },
        after: title,
      };
    },
    lookUp: (_, effect) => look(effect),
    undo: {
      async plan({ payload: { page, title }, done }) {
        const { before } = z.object({ before: z.string() }).parse(done);
        if (pages.titles.get(page) !== title)
          return { outcome: 'refused', reason: `${page} was changed since.` };
        return { outcome: 'planned', effect: effect(page, before, undefined) };
      },
      async perform({ payload: { page }, done }) {
        const { before } = z.object({ before: z.string() }).parse(done);
        try {
          pages.write(page, before);
        } catch (error) {
          return failed(error);
        }
        return { outcome: 'done' };
      },
    },
  };
};

const TYPE = {
  type: 'test.title',
  summary: 'Sets a title.',
  agent: 'tester',
  payload: payloadSchema,
  example: {},
};
export const ANN = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
export const BEN = { actor: { kind: 'user', id: 'ben' }, correlationId: 'c' } as const;

/** Tasks that set titles, over all stores in memory. */
export async function openTasks(settings: Parameters<ReturnType<typeof openRex>['openWorkspace']>[0] = {}) {
  const rex = openRex();
  await rex.openWorkspace(settings);
  const pages = new PagesInMemory();
  const handler = writer(pages) as TaskHandler;
  const logged: string[] = [];
  const deps = {
    ...rex.ports,
    types: new Map([[TYPE.type, TYPE]]),
    handlers: new Map([[handler.type, handler]]),
    enabled: true,
    dryRun: false,
    log: (message: string) => void logged.push(message),
  };
  const read = async (id: string): Promise<Task> => {
    const task = await rex.ports.tasks.get({ workspace: WORKSPACE, id });
    if (!task) throw new Error(`There is no task ${id}.`);
    return task;
  };
  return {
    ...rex,
    deps,
    pages,
    logged,
    read,
    create: (payload: Payload = { page: 'home', title: 'Hello' }, change: object = {}) =>
      createTask(deps, {
        workspace: WORKSPACE,
        body: { type: 'test.title', title: 'A title', priority: 'normal', dryRun: false, payload, ...change },
        idempotencyKey: undefined,
        cause: ANN,
      }),
    work: async (id: string, some: Partial<typeof deps> = {}): Promise<Task> => {
      await workTask({ ...deps, ...some }, { workspace: WORKSPACE, id });
      return read(id);
    },
  };
}
/** Rules by which everything runs by itself. */
export const RUNS = {
  tasks: {
    policy: [{ id: 'all', when: {}, verdict: 'run', because: 'Everything may.' }],
  },
} as const;
