import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WebhookTargets } from '../../webhooks/contract/webhooks.ts';
import { problemOf } from '../../webhooks/domain/address.ts';
import type { AddAutomationBody } from '../contract/automations.ts';
import {
  type Automation,
  automationEvent,
  sealToken,
  signingKey,
  signingSecret,
  startKey,
} from '../domain/automation.ts';
import { callbackUrlOf } from '../domain/brief.ts';
import type { AutomationStore } from './ports/automations.ts';

const MAX_AUTOMATIONS = 50;

export interface ManageAutomationsDeps {
  readonly automations: AutomationStore;
  /** The secret from which those of automations derive. */
  readonly secret: string;
  readonly targets: WebhookTargets;
  readonly publicBaseUrl: string;
  readonly clock: Clock;
}

export interface AddAutomation {
  readonly workspace: string;
  readonly body: AddAutomationBody;
  readonly cause: Cause;
}

interface OfAutomation {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
}

/** Returns the secrets, which are not shown again. @throws RexError VALIDATION_FAILED; CONFLICT for a name that is taken */
export async function addAutomation(deps: ManageAutomationsDeps, { workspace, body, cause }: AddAutomation) {
  checkBody(deps, body);
  const known = await deps.automations.list(workspace);
  if (known.some(({ name }) => name === body.name)) {
    throw new RexError('CONFLICT', `There is an automation "${body.name}" already.`);
  }
  if (known.length >= MAX_AUTOMATIONS) {
    throw new RexError(
      'CONFLICT',
      `A workspace has at most ${MAX_AUTOMATIONS} automations: remove one first.`,
    );
  }
  const now = deps.clock.now();
  const id = newId('au', now);
  const { token, ...rest } = body;
  const automation: Automation = {
    ...rest,
    workspace,
    id,
    version: 1,
    ...(token === undefined ? {} : { sealedToken: sealToken(deps.secret, { workspace, id }, token) }),
    secretEpoch: 1,
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
  };
  await deps.automations.create(automation, [automationEvent('automation.added', automation, cause, now)]);
  return { ...automationView(automation), ...secretsOf(deps, automation) };
}

/** @throws RexError NOT_FOUND */
export async function rotateAutomationSecret(deps: ManageAutomationsDeps, of: OfAutomation) {
  const rotated = await retryOnConflict(async () => {
    const automation = await getAutomation(deps, of);
    const next = { ...automation, secretEpoch: automation.secretEpoch + 1 };
    const after = { ...next, version: next.version + 1 };
    const event = automationEvent('automation.secret-rotated', after, of.cause, deps.clock.now());
    return deps.automations.save(next, [event]);
  });
  return secretsOf(deps, rotated);
}

/** @throws RexError NOT_FOUND */
export function removeAutomation(deps: ManageAutomationsDeps, of: OfAutomation): Promise<void> {
  return retryOnConflict(async () => {
    const automation = await getAutomation(deps, of);
    const gone = { ...automation, version: automation.version + 1 };
    await deps.automations.remove(automation, [
      automationEvent('automation.removed', gone, of.cause, deps.clock.now()),
    ]);
  });
}

/** @throws RexError NOT_FOUND */
export async function getAutomation(
  { automations }: Pick<ManageAutomationsDeps, 'automations'>,
  { workspace, id }: Pick<OfAutomation, 'workspace' | 'id'>,
): Promise<Automation> {
  const automation = await automations.get(workspace, id);
  if (!automation) throw new RexError('NOT_FOUND', `There is no automation ${id}.`);
  return automation;
}

/** An automation as clients see it: without any secret. */
export const automationView = (automation: Automation) => {
  const { id, name, connector, url, workflowId, sealedToken, deadlineMinutes, onFailure } = automation;
  const { inputs, createdAt, createdBy } = automation;
  return {
    id,
    name,
    connector,
    url,
    workflowId: workflowId ?? null,
    hasToken: sealedToken !== undefined,
    deadlineMinutes,
    onFailure,
    inputs,
    createdAt,
    createdBy,
  };
};

const secretsOf = ({ secret, publicBaseUrl }: ManageAutomationsDeps, automation: Automation) => ({
  callbackUrl: callbackUrlOf(publicBaseUrl, automation),
  secret: signingSecret(secret, automation),
  signingKey: signingKey(secret, automation),
  startKey: startKey(secret, automation),
});

/** @throws RexError VALIDATION_FAILED */
function checkBody({ targets }: ManageAutomationsDeps, body: AddAutomationBody): void {
  const problem = problemOf(body.url, targets);
  const fields = [
    ...(problem === undefined ? [] : [{ path: 'body.url', message: problem }]),
    ...(body.connector === 'n8n' && body.workflowId !== undefined && body.token === undefined
      ? [{ path: 'body.token', message: 'is needed to look up executions of the workflow' }]
      : []),
  ];
  if (fields.length === 0) return;
  const said = fields.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new RexError('VALIDATION_FAILED', `Not valid: ${said}.`, { fields });
}
