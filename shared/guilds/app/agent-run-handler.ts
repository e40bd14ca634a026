import type * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import { type Clock, DAY, utcDay } from '../../kernel/clock.ts';
import type { NotDone, TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type agentRunPayloadSchema, agentRunType } from '../contract/tasks.ts';
import { ROSTER, type RosterAgent } from '../domain/roster.ts';
import type { GuildStore } from './ports/guilds.ts';
import { type RunRosterAgentDeps, runRosterAgent } from './run-roster-agent.ts';

export interface AgentRunDeps extends RunRosterAgentDeps {
  readonly guilds: Pick<GuildStore, 'get' | 'take'>;
  readonly clock: Clock;
}

type Payload = z.output<typeof agentRunPayloadSchema>;

/** Runs an agent of the roster, within what its guild may do in a day. Nothing of it takes effect outside, so a repeat does no harm. */
export const agentRunHandler = (deps: AgentRunDeps): TaskHandler<Payload> => ({
  type: agentRunType.type,
  payload: agentRunType.payload as z.ZodType<Payload>,

  async plan({ payload }) {
    const ready = readyOf(payload);
    if ('outcome' in ready) return ready;
    const { agent } = ready;
    return {
      outcome: 'planned',
      effect: effectOf({
        kind: agentRunType.type,
        outside: false,
        segment: agent.guild,
        summary: `${agent.name} of the guild ${agent.guild}: ${agent.role}`,
      }),
    };
  },

  async perform({ workspace, payload, settings, missionId }) {
    const ready = readyOf(payload);
    if ('outcome' in ready) return ready;
    const { agent, input } = ready;
    const { resources } = await deps.guilds.get(workspace, agent.guild);
    const now = deps.clock.now();
    const day = utcDay(now);
    const take = (what: 'runs' | 'modelRuns') =>
      deps.guilds.take(workspace, agent.guild, day, what, resources);
    if (!(await take('runs')))
      return {
        outcome: 'unavailable',
        reason: `The guild ${agent.guild} has done ${resources.runsADay} runs today (runsADay).`,
        retryAt: new Date((Math.floor(now.getTime() / DAY) + 1) * DAY),
      };
    const mayAsk = () => take('modelRuns');
    const done = await runRosterAgent(deps, { workspace, agent, input, settings, missionId, mayAsk });
    if (!done.ok) return { outcome: 'refused', reason: done.reason };
    const { by, output, notes } = done;
    return { outcome: 'done', result: { agent: agent.name, by, output, notes } };
  },

  lookUp: async () => ({ outcome: 'absent' }),
});

function readyOf({
  agent: name,
  input,
}: Payload): { readonly agent: RosterAgent; readonly input: unknown } | NotDone {
  const agent = ROSTER.get(name);
  if (!agent)
    return { outcome: 'refused', reason: `payload.agent: there is no agent ${name} in the roster.` };
  const parsed = agent.does.input.safeParse(input);
  if (parsed.success) return { agent, input: parsed.data };
  const [issue] = parsed.error.issues;
  const where = ['payload', 'input', ...(issue?.path ?? [])].join('.');
  return { outcome: 'refused', reason: `${where}: ${issue?.message ?? 'is not valid'}.` };
}
