import type * as z from 'zod';
import type {
  automationSchema,
  automationSecretsSchema,
} from '../../shared/automations/contract/automations.ts';

export const automationText = (automation: z.infer<typeof automationSchema>): string =>
  [
    `${automation.id}: ${automation.name} (${automation.connector})`,
    `address:  ${automation.url}`,
    `deadline: ${automation.deadlineMinutes} minutes, then ${automation.onFailure === 'skip' ? 'the mission goes on without it' : 'a person decides'}`,
    `look-up:  ${lookUp(automation)}`,
    ...Object.entries(automation.inputs).map(([name, text]) => `input:    ${name} = ${text}`),
  ].join('\n');

const lookUp = ({ connector, hasToken, workflowId }: z.infer<typeof automationSchema>): string => {
  if (connector === 'crewai') return 'by its status';
  if (!hasToken) return 'none: without an API key nobody looks for a result that does not come';
  return workflowId === null ? 'only if the workflow reports its execution' : `workflow ${workflowId}`;
};

/** The secrets, for the only time. A crew needs none of them: it is polled. */
export const automationSecretsText = (secrets: z.infer<typeof automationSecretsSchema>): string =>
  [
    `The workflow is started with the header X-Rex-Key: ${secrets.startKey}`,
    `It posts its result to: ${secrets.callbackUrl}`,
    `signed (Standard Webhooks) with: ${secrets.secret}`,
    `as text, for a Crypto node: ${secrets.signingKey}`,
    'Keep them: they are not shown again.',
  ].join('\n');
