import { agentsHandler } from '../../../functions/http/agents/handler.ts';
import { automationsHandler } from '../../../functions/http/automations/handler.ts';
import { llmHandler } from '../../../functions/http/llm/handler.ts';
import { EXTERNAL_WORK } from '../../../shared/agents/personalizer/external-work.ts';
import { AGENTS } from '../../../shared/agents/registry.ts';
import { registerAgent } from '../../../shared/coordination/app/external-agents.ts';
import { assignmentOfModel, offerAssignment } from '../../../shared/coordination/domain/assignment.ts';
import { openRex, WORKSPACE } from '../../memory/rex.ts';
import type { startAutomationPeers } from '../automation-peers.ts';
import { openAutomationWorld } from '../automation-world.ts';
import { MISSION, sendTo, standardWebhook, type World } from './post.ts';

const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;

export async function agent(): Promise<World> {
  const rex = openRex();
  const deps = { ...rex.ports, secret: 'of the deployment', work: EXTERNAL_WORK, registry: AGENTS };
  const registered = { workspace: WORKSPACE, name: 'Desk', agentVersion: 1, cause };
  const { header, secret } = await registerAgent(deps, { ...registered, steps: ['personalize'] });
  const step = {
    workspace: WORKSPACE,
    missionId: MISSION,
    step: 'personalize',
    task: {},
    correlationId: 'c',
  } as const;
  await deps.assignments.create(offerAssignment(step, rex.ports.clock.now()), []);
  const body = JSON.stringify({ action: 'take' });
  return {
    good: (how) => ({
      path: '/agents/mission',
      headers: { ...standardWebhook(secret, body, how), 'rex-agent': header },
      body,
    }),
    send: sendTo(agentsHandler(deps)),
    effects: () => [rex.records(), rex.told(), rex.asked],
  };
}

export async function model(): Promise<World> {
  const rex = openRex();
  const secret = `whsec_${Buffer.from('the secret of the model').toString('base64')}`;
  const step = {
    workspace: WORKSPACE,
    missionId: MISSION,
    step: 'personalize',
    task: {},
    correlationId: 'c',
  } as const;
  const asked = assignmentOfModel(offerAssignment(step, rex.ports.clock.now()), 'background');
  await rex.ports.assignments.create(asked, []);
  const jobs = {
    submit: async () => undefined,
    take: async () => ({ job: { workspace: WORKSPACE, id: asked.id } as never, value: 'no usable answer' }),
  };
  const body = JSON.stringify({ type: 'response.completed', data: { id: 'resp_1' } });
  return {
    good: (how) => ({ path: '/webhook/llm', headers: standardWebhook(secret, body, how), body }),
    send: sendTo(
      llmHandler({
        ...rex.ports,
        usage: { ...rex.ports, ledger: { usage: async () => ({ spentMicros: 0, byPurpose: {} }) as never } },
        configured: true,
        background: { jobs, webhookSecret: secret },
        work: EXTERNAL_WORK,
      }),
    ),
    effects: () => [rex.records(), rex.told(), new Set(rex.asked.queue.map((each) => JSON.stringify(each)))],
  };
}

export const automation =
  (peers: () => Awaited<ReturnType<typeof startAutomationPeers>>) => async (): Promise<World> => {
    const world = await openAutomationWorld();
    const made = await world.add({
      connector: 'n8n',
      name: 'One',
      url: peers().n8n,
      deadlineMinutes: 30,
      onFailure: 'skip',
      inputs: {},
    });
    peers().state.startKey = made.startKey;
    const missionId = await world.mission(made.id);
    await world.start(missionId);
    const body = JSON.stringify({ runId: `${missionId}.1`, outcome: 'continue' });
    return {
      good: (how) => ({
        path: `/webhook/automation/${WORKSPACE}/${made.id}`,
        params: { workspace: WORKSPACE, automation: made.id },
        headers: standardWebhook(made.secret, body, how),
        body,
      }),
      send: sendTo(automationsHandler(world.deps)),
      effects: () => [world.records(), world.told()],
    };
  };
