import * as z from 'zod';
import { resourceRoutes } from '../../allocation/contract/routes.ts';
import { domainNameSchema } from '../../domains/contract/sending-domain.ts';
import { leadIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import type { RouteContract } from '../../kernel/contract/route.ts';
import { leadRoutes } from '../../leads/contract/routes.ts';
import { missionStateSchema } from '../../missions/contract/mission.ts';
import { createMissionBodySchema, missionRoutes } from '../../missions/contract/routes.ts';
import { systemRoutes } from '../../operations/contract/system-routes.ts';

interface CommandContract<S extends z.ZodType = z.ZodType> {
  readonly summary: string;
  /** The route that the command calls. It is for the same roles. */
  readonly route: RouteContract;
  readonly input: S;
  /** `read` runs at once, `act` runs when every word was understood, `confirm` runs after a person has confirmed it. */
  readonly care: 'read' | 'act' | 'confirm';
}

const command = <S extends z.ZodType>(contract: CommandContract<S>): CommandContract<S> => contract;
const ofMission = z.strictObject({ missionId: missionIdSchema });
const ofDomain = z.strictObject({ domain: domainNameSchema });
const nothing = z.strictObject({});

/** What can be asked for in a sentence. Each command stands for a route, with the roles of that route. */
export const COMMANDS = {
  'create-mission': command({
    summary: 'Create a mission. Nothing is sent before a person has approved the messages.',
    route: missionRoutes.createMission,
    input: createMissionBodySchema,
    care: 'act',
  }),
  'cancel-mission': command({
    summary: 'Cancel a mission.',
    route: missionRoutes.cancelMission,
    input: ofMission,
    care: 'confirm',
  }),
  'retry-mission': command({
    summary: 'Try a failed or escalated mission again.',
    route: missionRoutes.retryMission,
    input: ofMission,
    care: 'act',
  }),
  'show-mission': command({
    summary: 'Show one mission.',
    route: missionRoutes.getMission,
    input: ofMission,
    care: 'read',
  }),
  'list-missions': command({
    summary: 'List the latest missions.',
    route: missionRoutes.listMissions,
    input: z.strictObject({ state: missionStateSchema.optional() }),
    care: 'read',
  }),
  'show-status': command({
    summary: 'Show missions by state, and resources in use.',
    route: systemRoutes.status,
    input: nothing,
    care: 'read',
  }),
  pause: command({
    summary: 'Stop: nothing more goes out until it is resumed.',
    route: systemRoutes.pause,
    input: nothing,
    care: 'act',
  }),
  resume: command({
    summary: 'Resume the workspace after a pause.',
    route: systemRoutes.resume,
    input: nothing,
    care: 'confirm',
  }),
  'list-domains': command({
    summary: 'List the sending domains with their health.',
    route: resourceRoutes.listDomains,
    input: nothing,
    care: 'read',
  }),
  'rotate-domain': command({
    summary: 'Rest a sending domain and send from another one.',
    route: resourceRoutes.rotateDomain,
    input: ofDomain.extend({ to: domainNameSchema.optional() }),
    care: 'confirm',
  }),
  'pause-domain': command({
    summary: 'Send nothing more from a domain.',
    route: resourceRoutes.pauseDomain,
    input: ofDomain,
    care: 'confirm',
  }),
  'resume-domain': command({
    summary: 'Use a paused domain again.',
    route: resourceRoutes.resumeDomain,
    input: ofDomain,
    care: 'confirm',
  }),
  'explain-lead': command({
    summary: 'Say why a lead was, or was not, written to.',
    route: leadRoutes.explainLead,
    input: z.strictObject({ leadId: leadIdSchema }),
    care: 'read',
  }),
} as const;

export type CommandName = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as [CommandName, ...CommandName[]];
export type CommandInput<N extends CommandName> = z.output<(typeof COMMANDS)[N]['input']>;

/** A command whose input has not been checked yet. */
export const commandSchema = z
  .strictObject({
    name: z.enum(COMMAND_NAMES),
    input: z.record(z.string(), z.unknown()).default({}),
  })
  .meta({ id: 'CommandInput', outputId: 'Command' });
export type Command = z.output<typeof commandSchema>;
