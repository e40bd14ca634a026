import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TaskHandler } from '../../../shared/tasks/app/ports/handler.ts';
import type { Command } from '../../memory/database.ts';
import type { Item } from '../../memory/expressions.ts';
import type { Process } from '../scheduler.ts';

/** Faults that the simulation of tasks must find: what a Rex would do that lacks one of its guards. */
export const TASK_PLANTS = [
  'no-claim',
  'no-approval',
  'no-limit',
  'no-pause',
  'no-hold',
  'blind-retry',
] as const;
export type TaskPlant = (typeof TASK_PLANTS)[number];

type Transaction = NonNullable<TransactWriteCommand['input']['TransactItems']>[number];

/** The command as a Rex would send it that lacks the guard. */
export function planted(plant: TaskPlant | undefined, command: Command): Command {
  if (!(command instanceof TransactWriteCommand)) return command;
  const items = command.input.TransactItems ?? [];
  const claims = items.some(({ Put }) => Put?.Item?.['status'] === 'in_progress');
  if (!claims) return command;
  const unguarded = UNGUARDED[plant ?? ''];
  return unguarded ? new TransactWriteCommand({ TransactItems: items.map(unguarded) }) : command;
}

const always = ({ Put, ...item }: Transaction): Transaction =>
  Put ? { Put: { TableName: Put.TableName, Item: Put.Item } } : item;

/** Every item stays at its place: Rex reads from the place of a refusal which guard it was. */
const UNGUARDED: Readonly<Record<string, (item: Transaction) => Transaction>> = {
  'no-claim': always,
  'no-hold': (item) => (item.Put?.Item?.['holder'] === undefined ? item : always(item)),
  'no-pause': ({ ConditionCheck: check, ...item }) =>
    check ? { ConditionCheck: { ...check, ConditionExpression: ':no = :no' } } : item,
  'no-limit': ({ Update, ...item }) => {
    if (!Update) return item;
    const { ConditionExpression: _, ...rest } = Update;
    return { Update: rest };
  },
};

const RUNS = [{ id: 'all', when: {}, verdict: 'run', because: 'Everything may.' }];

/** What consumers read, as a Rex would see it that does not look. */
export function plantedAnswer(plant: TaskPlant | undefined, answer: unknown, { name }: Process): unknown {
  const { Item: item } = answer as { Item?: Item };
  if (item?.['sk'] !== 'SETTINGS' || /^(?:api|ann|executor|monitor)/.test(name)) return answer;
  const settings = item['settings'] as Item;
  if (plant === 'no-pause') return { Item: { ...item, settings: { ...settings, paused: false } } };
  if (plant !== 'no-approval') return answer;
  const tasks = { ...(settings['tasks'] as Item), policy: RUNS };
  return { Item: { ...item, settings: { ...settings, tasks } } };
}

/** A handler that says after a death that nothing was done. */
export const plantedHandler = (plant: TaskPlant | undefined, handler: TaskHandler): TaskHandler =>
  plant === 'blind-retry' ? { ...handler, lookUp: async () => ({ outcome: 'absent' }) } : handler;
