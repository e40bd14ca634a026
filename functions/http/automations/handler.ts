import {
  addAutomation,
  automationView,
  getAutomation,
  type ManageAutomationsDeps,
  removeAutomation,
  rotateAutomationSecret,
} from '../../../shared/automations/app/manage-automations.ts';
import { type TakeResultDeps, takeResult } from '../../../shared/automations/app/take-result.ts';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { signingSecret } from '../../../shared/automations/domain/automation.ts';
import { runView } from '../../../shared/automations/domain/run.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import type { MissionStore } from '../../../shared/missions/app/ports/missions.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { parseSignedBody } from '../../../shared/platform/runtime/http-request.ts';
import { verifySigned } from '../../../shared/platform/runtime/signed-request.ts';

export interface AutomationsDeps extends ManageAutomationsDeps, TakeResultDeps {
  readonly missions: Pick<MissionStore, 'get'>;
}

export const automationsHandler = (deps: AutomationsDeps) =>
  httpHandler(automationRoutes, {
    addAutomation: async (request) => ({
      body: await addAutomation(deps, { ...causedBy(request), body: request.body }),
    }),
    listAutomations: async ({ caller }) => ({
      body: { automations: (await deps.automations.list(caller.workspace)).map(automationView) },
    }),
    getAutomation: async ({ caller, params }) => ({
      body: automationView(await getAutomation(deps, { ...caller, id: params.id })),
    }),
    removeAutomation: async (request) => {
      await removeAutomation(deps, { ...causedBy(request), id: request.params.id });
      return { body: { id: request.params.id } };
    },
    rotateAutomationSecret: async (request) => ({
      body: await rotateAutomationSecret(deps, { ...causedBy(request), id: request.params.id }),
    }),
    missionAutomation: async ({ caller, params }) => {
      const { workspace } = caller;
      if (!(await deps.missions.get(workspace, params.id))) {
        throw new RexError('NOT_FOUND', `There is no mission ${params.id}.`);
      }
      const run = await deps.automationRuns.get(workspace, params.id);
      return { body: { run: run ? runView(run) : null } };
    },
    automationResult: async ({ headers, rawBody, signedAddress }) => {
      const { workspace, automation: id } = signedAddress().params;
      const automation = await deps.automations.get(workspace, id);
      // The same answer for an unknown automation and a wrong signature, so that it does not reveal which there are.
      verifySigned({ headers, rawBody }, automation ? [signingSecret(deps.secret, automation)] : []);
      if (!automation)
        throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing or wrong.');
      const body = parseSignedBody(automationRoutes.automationResult.body, rawBody);
      return { body: await takeResult(deps, automation, body) };
    },
  });
