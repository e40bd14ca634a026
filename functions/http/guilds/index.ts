import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { guildStores } from '../../../shared/guilds/adapters/stores.ts';
import { joinGuild, leaveGuild, setGuildResources } from '../../../shared/guilds/app/manage-guilds.ts';
import { viewGuilds } from '../../../shared/guilds/app/view-guilds.ts';
import { GUILD_NAMES, type GuildDetail, type GuildName } from '../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { guildNamed } from '../../../shared/guilds/domain/guild.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import type { Cause } from '../../../shared/kernel/events.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { taskView } from '../../../shared/tasks/app/view-task.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';

const env = readEnv({ TASKS_QUEUE_URL: z.string() });
const tables = openTables();
const deps = {
  ...guildStores(tables),
  ...coordinationStores(tables),
  ...memberStores(tables),
  ...taskStores(tables),
  taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
  clock: systemClock,
};

const causeOf = ({ subject }: Caller, correlationId: string): Cause => ({
  actor: { kind: 'user', id: subject },
  correlationId,
});

const ofGuild = (caller: Caller, guild: string, correlationId: string) => ({
  workspace: caller.workspace,
  name: guildNamed(guild),
  cause: causeOf(caller, correlationId),
});

async function one(workspace: string, name: GuildName): Promise<{ readonly body: GuildDetail }> {
  const [guild] = await viewGuilds(deps, workspace, [name]);
  if (!guild) throw new Error(`The guild ${name} has no view.`);
  return { body: guild };
}

export const handler = httpHandler(guildRoutes, {
  listGuilds: async ({ caller: { workspace } }) => {
    const guilds = await viewGuilds(deps, workspace, GUILD_NAMES);
    return { body: { guilds: guilds.map(({ latest: _, ...guild }) => guild) } };
  },
  getGuild: ({ caller: { workspace }, params: { guild } }) => one(workspace, guildNamed(guild)),
  joinGuild: async ({ caller, params: { guild, person }, correlationId }) => {
    const of = ofGuild(caller, guild, correlationId);
    await joinGuild(deps, of, person);
    return one(of.workspace, of.name);
  },
  leaveGuild: async ({ caller, params: { guild, person }, correlationId }) => {
    const of = ofGuild(caller, guild, correlationId);
    await leaveGuild(deps, of, person);
    return one(of.workspace, of.name);
  },
  setGuildResources: async ({ caller, params: { guild }, body, correlationId }) => {
    const of = ofGuild(caller, guild, correlationId);
    await setGuildResources(deps, of, body);
    return one(of.workspace, of.name);
  },
  listRoster: async ({ query: { guild } }) => {
    const { rosterViews } = await import('../../../shared/guilds/app/view-roster.ts');
    return { body: { agents: rosterViews(guild) } };
  },
  runRosterAgent: async ({ caller, params: { name }, body: { input }, headers, correlationId }) => {
    const { orderRun } = await import('../../../shared/guilds/app/order-run.ts');
    const task = await orderRun(deps, {
      workspace: caller.workspace,
      name,
      input,
      idempotencyKey: headers['idempotency-key'],
      cause: causeOf(caller, correlationId),
    });
    return { body: taskView(task) };
  },
});
