import { startAutomate } from '../../shared/agents/coordinator/start-automate.ts';
import { openConnectors } from '../../shared/automations/adapters/connectors.ts';
import { addAutomation } from '../../shared/automations/app/manage-automations.ts';
import { takeResult } from '../../shared/automations/app/take-result.ts';
import { AUTOMATE, workRun } from '../../shared/automations/app/work-run.ts';
import {
  type AddAutomationBody,
  automationResultBodySchema,
} from '../../shared/automations/contract/automations.ts';
import { explainLead } from '../../shared/explain/app/explain-lead.ts';
import { MINUTE, SECOND } from '../../shared/kernel/clock.ts';
import { openStep } from '../../shared/missions/app/mission-steps.ts';
import type { MissionMessage } from '../../shared/missions/contract/messages.ts';
import { outreachMission } from '../../shared/missions/domain/mission.ts';
import { openRex, WORKSPACE } from '../memory/rex.ts';

const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;

/**
 * A mission whose step waits for an automation, over stores in memory. What is queued is worked on when its time has come, as
 * SQS and Scheduler would have it.
 */
export async function openAutomationWorld({ timeoutMs = 2_000, publicBaseUrl = 'https://rex.example' } = {}) {
  const rex = openRex();
  const queued: { at: number; message: MissionMessage }[] = [];
  const now = () => rex.ports.clock.now().getTime();
  const deps = {
    ...rex.ports,
    queue: {
      send: async (
        messages: readonly MissionMessage[],
        { delaySeconds = 0 }: { readonly delaySeconds?: number } = {},
      ) => {
        if (delaySeconds > 900) throw new Error('SQS does not wait that long.');
        for (const message of messages) queued.push({ at: now() + delaySeconds * SECOND, message });
      },
    },
    wake: {
      at: async (_: string, when: Date, message: MissionMessage) =>
        void queued.push({ at: Math.ceil(when.getTime() / MINUTE) * MINUTE, message }),
    },
    outside: async () => ({
      connectors: openConnectors({ targets: 'loopback', timeoutMs }),
      secret: 'of the deployment',
      publicBaseUrl,
    }),
    secret: 'of the deployment',
    targets: 'loopback' as const,
    publicBaseUrl,
  };
  await rex.openWorkspace();

  /** Works on what is due now, and on what that puts on the queue at once. */
  const run = async (): Promise<void> => {
    for (;;) {
      const next = queued.findIndex(({ at }) => at <= now());
      const [due] = next < 0 ? [] : queued.splice(next, 1);
      if (!due) return;
      if (due.message.kind === 'continue-step') await workRun(deps, due.message);
    }
  };

  return {
    ...rex,
    deps,
    run,
    queued,
    add: (body: object) =>
      addAutomation(deps, {
        workspace: WORKSPACE,
        body: body as AddAutomationBody,
        cause,
      }),
    async mission(automation: string) {
      const mission = await rex.mission({
        state: 'EXECUTING',
        workflow: 'automated_outreach',
        params: { automation },
      });
      return mission.id;
    },
    /** As the state machine starts the step. */
    async start(missionId: string, token = 'token-1'): Promise<void> {
      const mission = outreachMission(await rex.read(missionId));
      const step = await openStep(deps, { workspace: WORKSPACE, missionId, name: AUTOMATE }, token);
      await startAutomate(deps, mission, step);
    },
    /** Lets the time pass message by message, as it would pass. */
    async wait(ms: number): Promise<void> {
      const until = now() + ms;
      for (;;) {
        await run();
        const next = Math.min(...queued.map(({ at }) => at), until);
        rex.pass(Math.max(next - now(), 0));
        if (now() >= until) break;
      }
      await run();
    },
    /** A verified message of a workflow. */
    async say(automationId: string, body: object) {
      const automation = await deps.automations.get(WORKSPACE, automationId);
      if (!automation) throw new Error('There is no such automation.');
      return takeResult(deps, automation, automationResultBodySchema.parse(body));
    },
    runOf: (missionId: string) => deps.automationRuns.get(WORKSPACE, missionId),
    stepOf: (missionId: string) => deps.missions.getStep(WORKSPACE, missionId, AUTOMATE),
    explain: (leadId: string) => explainLead(deps, WORKSPACE, leadId),
  };
}
