import { randomUUID } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Webhook } from 'standardwebhooks';
import twilio from 'twilio';
import * as z from 'zod';
import { call } from '../../console/cli/api-client.ts';
import { TWILIO_STATUS_PATH } from '../../shared/channels/contract/channels.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { settingsRoutes } from '../../shared/operations/contract/settings-routes.ts';
import type { OpenAiServer } from '../support/openai-server.ts';
import { type BenchRex, WORKSPACE } from './bench-rex.ts';

/** One request of a program, signed as that program signs. */
interface SignedRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly body: string;
  readonly contentType?: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface TimedWebhook {
  readonly what: string;
  /** The function that answers it. */
  readonly by: string;
  readonly request: (n: number) => SignedRequest;
}

export const LLM_WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the provider').toString('base64')}`;

const FORM = 'application/x-www-form-urlencoded';
const OURS = '+14155550100';
const THEIRS = '+447400123456';
const LEAD = `l_${'0'.repeat(20)}`;
const accountSchema = z.object({ authToken: z.string() });
const agentSchema = z.object({ header: z.string(), secret: z.string() });

/**
 * What other programs call, ready to be called: a number of Twilio's, an agent outside, and a mission that waits for a
 * model that has not answered yet.
 */
export async function prepareWebhooks(rex: BenchRex, model: OpenAiServer): Promise<TimedWebhook[]> {
  const { connection, info } = rex.local;
  const settings = await call(connection, settingsRoutes.getSettings, {});
  await call(connection, settingsRoutes.putSettings, {
    body: {
      ...settings,
      llm: { ...settings.llm, background: true },
      channels: { ...settings.channels, sms: { ...settings.channels.sms, sender: OURS } },
    },
  });
  const params = { steps: 1, dormantAfterWeeks: 0 } as const;
  const { id: missionId } = await call(connection, missionRoutes.createMission, {
    body: { type: 'lead_reactivation', params },
  });
  await rex.idle();
  const [question] = model.background;
  if (!question) throw new Error('Nothing was asked in the background.');
  const [agent, authToken, now] = await Promise.all([
    registerAgent(rex),
    twilioToken(rex.awsEndpoint),
    rex.local.now(),
  ]);
  const ahead = now.getTime() - Date.now();
  const signedForm = (path: string, fields: Record<string, string>): SignedRequest => ({
    method: 'POST',
    path,
    body: new URLSearchParams(fields).toString(),
    contentType: FORM,
    headers: {
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, info.url + path, fields),
    },
  });
  const signed = (path: string, secret: string, body: object, headers = {}): SignedRequest => {
    const text = JSON.stringify(body);
    // Signatures are judged by the virtual clock.
    const [id, at] = [randomUUID(), new Date(Date.now() + ahead)];
    return {
      method: 'POST',
      path,
      body: text,
      headers: {
        ...headers,
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, text),
      },
    };
  };
  const status = new URLSearchParams({
    workspace: WORKSPACE,
    mission: missionId,
    cohort: 'none-0001',
    lead: LEAD,
  });
  return [
    {
      what: 'Twilio: status of a text',
      by: 'http-channels',
      request: (n) =>
        signedForm(`${TWILIO_STATUS_PATH}?${status}&step=1`, {
          MessageSid: sidOf(n),
          MessageStatus: 'delivered',
          From: OURS,
          To: THEIRS,
        }),
    },
    {
      what: 'Twilio: somebody writes',
      by: 'http-channels',
      request: (n) =>
        signedForm(`/webhook/twilio/${WORKSPACE}/inbound`, {
          MessageSid: sidOf(n),
          From: THEIRS,
          To: OURS,
          Body: 'Tell me more',
        }),
    },
    {
      what: 'POST /webhook/llm',
      by: 'http-llm',
      request: () =>
        signed('/webhook/llm', LLM_WEBHOOK_SECRET, {
          id: 'evt_1',
          object: 'event',
          type: 'response.completed',
          data: { id: question.id },
        }),
    },
    {
      what: 'POST /agents/mission',
      by: 'http-agents',
      request: () =>
        signed('/agents/mission', agent.secret, { action: 'take' }, { 'rex-agent': agent.header }),
    },
  ];
}

const sidOf = (n: number): string => `SM${String(n).padStart(32, '0')}`;

async function registerAgent({ local }: BenchRex): Promise<z.infer<typeof agentSchema>> {
  const token = await local.signIn({ workspace: WORKSPACE, role: 'owner' });
  const answer = await fetch(`${local.info.url}/api/rex/agents/external`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Bench', steps: ['personalize'] }),
  });
  return agentSchema.parse(await answer.json());
}

async function twilioToken(endpoint: string): Promise<string> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ endpoint, region: 'us-east-1', credentials });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'rex/twilio' }));
  client.destroy();
  return accountSchema.parse(JSON.parse(SecretString ?? '')).authToken;
}
