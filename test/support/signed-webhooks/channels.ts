import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { channelsHandler } from '../../../functions/http/channels/handler.ts';
import { openRex, WORKSPACE } from '../../memory/rex.ts';
import { LEAD, MISSION, type Post, sendTo, type World } from './post.ts';

const TOKEN = 'an auth token of the test';
const BASE = 'https://rex.example';

/** The function of channels with queues that note what comes. */
function channels() {
  const rex = openRex();
  const queued: unknown[] = [];
  const queue = { send: async (messages: readonly unknown[]) => void queued.push(...messages) };
  const [known, unknown] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  if (!known || !unknown) throw new Error('There are no keys.');
  const webhookPublicKey = known.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const handler = channelsHandler({
    ...rex.ports,
    clock: { now: () => new Date() },
    authToken: TOKEN,
    publicBaseUrl: BASE,
    texts: queue,
    sendgridAccounts: { [WORKSPACE]: { apiKey: 'SG.x', webhookPublicKey, baseUrl: '' } },
    sendgrid: queue,
  });
  const effects = () => [rex.records(), rex.told(), rex.asked, queued];
  return { send: sendTo(handler), effects, keys: { known: known.privateKey, unknown: unknown.privateKey } };
}

export async function sendgrid(): Promise<World> {
  const { keys, ...world } = channels();
  const event = {
    email: 'bob@example.test',
    event: 'delivered',
    timestamp: Math.floor(Date.now() / 1000),
    sg_event_id: 'e1',
    sg_message_id: 'abc.filter1',
    workspace: WORKSPACE,
    mission: MISSION,
    cohort: 'utc-0001',
    lead: LEAD,
    step: '1',
  };
  const body = `${JSON.stringify([event])}\r\n`;
  const signed = (timestamp: string, key: KeyObject) =>
    sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
  return {
    ...world,
    good: ({ key, ageMs = 0 } = {}) => {
      const timestamp = String(Math.floor((Date.now() - ageMs) / 1000));
      return {
        path: `/webhook/sendgrid/${WORKSPACE}`,
        params: { workspace: WORKSPACE },
        headers: {
          'content-type': 'application/json',
          'x-twilio-email-event-webhook-timestamp': timestamp,
          'x-twilio-email-event-webhook-signature': signed(timestamp, key ? keys.unknown : keys.known),
        },
        body,
      };
    },
  };
}

export const twilio =
  (path: string, fields: Record<string, string>, rest: Pick<Post, 'params' | 'query'>) =>
  async (): Promise<World> => ({
    ...channels(),
    good: ({ key } = {}) => {
      const query = new URLSearchParams(rest.query).toString();
      const url = `${BASE}${path}${query === '' ? '' : `?${query}`}`;
      const signature = createHmac('sha1', key === undefined ? TOKEN : 'another token')
        .update(url + Object.entries(fields).sort().flat().join(''))
        .digest('base64');
      return {
        path,
        ...rest,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
        body: new URLSearchParams(fields).toString(),
      };
    },
  });
