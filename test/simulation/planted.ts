import {
  BatchExecuteStatementCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Command, statedWrite } from '../memory/database.ts';
import type { Item } from '../memory/expressions.ts';
import type { Process } from './scheduler.ts';

/**
 * Faults that a simulation must find, made between Rex and its database (`one-look`: a sender reads the stop when its round begins,
 * and not again); the last three between Rex and what wakes it:
 * wake-ups get lost, come an hour late, and a resume or a release wakes nobody.
 */
export const PLANTS = [
  'no-claim',
  'no-version',
  'no-pause',
  'one-look',
  'no-reservation',
  'no-suppression',
  'no-wake-up',
  'late-wake-up',
  'nobody-woken',
] as const;
export type Plant = (typeof PLANTS)[number];

/** The command as a Rex would send it that lacks the guard. */
export function planted(plant: Plant | undefined, command: Command): Command {
  if (plant === 'no-claim' && command instanceof PutCommand && isClaim(command))
    return new PutCommand({ TableName: command.input.TableName, Item: command.input.Item });
  if (plant === 'no-version') return withoutVersions(command);
  if (plant === 'no-reservation' && command instanceof TransactWriteCommand) {
    const items = command.input.TransactItems ?? [];
    return new TransactWriteCommand({
      TransactItems: items.map((item) => (item.Update ? { Update: unlimited(item.Update) } : item)),
    });
  }
  if (plant === 'no-reservation' && command instanceof UpdateCommand)
    return new UpdateCommand(unlimited(command.input as Update));
  return command;
}

type Update = NonNullable<NonNullable<TransactWriteCommandInput['TransactItems']>[number]['Update']>;
function unlimited({ ConditionExpression, ...update }: Update): Update {
  const rooms = Object.entries(update.ExpressionAttributeValues ?? {}).filter(
    ([name]) => !name.startsWith(':room'),
  );
  return ConditionExpression?.includes(':room')
    ? { ...update, ExpressionAttributeValues: Object.fromEntries(rooms) }
    : { ...update, ConditionExpression };
}

/** The settings of the workspace, by who sends. */
const FIRST_SEEN = new WeakMap<Process, Item>();

/** What senders read, as a Rex would see it that does not look at a stop. */
export function plantedAnswer(plant: Plant | undefined, answer: unknown, process: Process): unknown {
  const { name } = process;
  const { Item: item, Responses: found } = answer as { Item?: Item; Responses?: Record<string, Item[]> };
  if (!name.startsWith('outbound')) return answer;
  const changed = (each: Item): Item => {
    if (plant === 'no-pause' && each['sk'] === 'SETTINGS')
      return { ...each, settings: { ...(each['settings'] as Item), paused: false } };
    if (plant === 'one-look' && each['sk'] === 'SETTINGS') {
      const first = FIRST_SEEN.get(process) ?? each;
      FIRST_SEEN.set(process, first);
      return first;
    }
    if (plant === 'no-suppression' && 'suppression' in each) return { ...each, suppression: undefined };
    return each;
  };
  if (item) return { Item: changed(item) };
  const many = found?.['records'];
  return many ? { Responses: { records: many.map(changed) } } : answer;
}

const skOf = ({ input }: PutCommand): string => String(input.Item?.['sk']);
const isClaim = (command: PutCommand): boolean => 'claims' in (command.input.Item ?? {});

const VERSION_GUARD = ' AND "version" = ?';

function withoutVersions(command: Command): Command {
  if (command instanceof PutCommand) return new PutCommand(unguarded(command.input));
  if (command instanceof BatchExecuteStatementCommand) {
    return new BatchExecuteStatementCommand({
      Statements: command.input.Statements?.map(({ Statement, Parameters }) =>
        Statement?.endsWith(VERSION_GUARD)
          ? { Statement: Statement.slice(0, -VERSION_GUARD.length), Parameters: Parameters?.slice(0, -1) }
          : { Statement, Parameters },
      ),
    });
  }
  if (!(command instanceof TransactWriteCommand)) return command;
  return new TransactWriteCommand({
    TransactItems: command.input.TransactItems?.map((item) =>
      item.Put ? { Put: unguarded(item.Put) } : item,
    ),
  });
}

function unguarded<T extends { readonly ConditionExpression?: string | undefined }>(put: T): T {
  if (!put.ConditionExpression?.includes(':version')) return put;
  const {
    ConditionExpression: _,
    ExpressionAttributeNames: __,
    ExpressionAttributeValues: ___,
    ...rest
  } = put as T & {
    ExpressionAttributeNames?: unknown;
    ExpressionAttributeValues?: unknown;
  };
  return rest as unknown as T;
}

/**
 * Statements of a batch stand alone: others come in between, each may fail, and a batch that fails may be done in part. So each is
 * sent by itself.
 */
export const eachAlone =
  (send: (command: Command) => Promise<unknown>) =>
  async (command: Command): Promise<unknown> => {
    if (!(command instanceof BatchExecuteStatementCommand)) return send(command);
    const answers = await Promise.all(
      command.input.Statements?.map((each) =>
        send(new BatchExecuteStatementCommand({ Statements: [each] })),
      ) ?? [],
    );
    return { Responses: answers.flatMap((answer) => (answer as { Responses: unknown[] }).Responses) };
  };

/** What a command does, for the history. */
export function nameOf(command: Command): string {
  if (command instanceof BatchExecuteStatementCommand)
    return `write of ${command.input.Statements?.map((each) => statedWrite(each).item['sk']).join(', ')}`;
  if (command instanceof PutCommand) return `write of ${skOf(command)}`;
  if (command instanceof TransactWriteCommand) {
    const items = command.input.TransactItems ?? [];
    const names = items.flatMap(({ Put, Update, Delete }) => {
      const { sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? {};
      // An approval's is of chance, and a history is the same for the same seed.
      return sk === undefined ? [] : [String(sk).replace(/^a_\w{26}$/, 'APPROVAL')];
    });
    return `write of ${names.join(' + ')}`;
  }
  return command.constructor.name.replace('Command', '').toLowerCase();
}
