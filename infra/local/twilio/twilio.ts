import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import { readBody, sendJson } from '../net.ts';
import type { RuntimeStore } from '../store.ts';
import type { StoredText, TextStore } from './text-store.ts';

/** Twilio's Messages resource, its status callbacks and its inbound webhook, as far as a sender of texts sees them. */
export interface Twilio {
  /** What the secret of the account says: the address is on this machine. */
  readonly account: { readonly accountSid: string; readonly authToken: string; readonly baseUrl: string };
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  list(): StoredText[];
  /** Somebody writes to one of our numbers. Answers with what the webhook answered. */
  receive(inbound: z.input<typeof inboundText>): Promise<{ status: number }>;
  /** Tells what a killed process did not. */
  resume(): void;
}

export interface TwilioServices {
  readonly texts: TextStore;
  readonly store: RuntimeStore;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly httpUrl: string;
}

export const TWILIO_PATH = '/_local/twilio';

export const inboundText = z.object({
  webhook: z.string().regex(/^\/[\w./{}-]+$/),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  sid: z.string().optional(),
});

/**
 * Twilio's own magic numbers of its test credentials (`+1500555...`), in any area code of North America: Rex sends no
 * text to an area code that has no mobile numbers.
 */
const REFUSED: Readonly<Record<string, number>> = {
  '5550001': 21211,
  '5550002': 21612,
  '5550003': 21408,
  '5550004': 21610,
  '5550009': 21614,
};
/** Taken, and then not delivered: a landline. */
const NOT_DELIVERED: Readonly<Record<string, string>> = { '5550019': '30006' };
const magic = <T>(table: Readonly<Record<string, T>>, to: string): T | undefined =>
  to.startsWith('+1') ? table[to.slice(-7)] : undefined;
const STOP = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\s*$/i;
const START = /^\s*(start|yes|unstop)\s*$/i;

const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
const TOKEN_SETTING = 'twilio/token';

export function createTwilio({ texts, store, clock, activity, httpUrl }: TwilioServices): Twilio {
  const authToken = store.setting(TOKEN_SETTING) ?? randomBytes(16).toString('hex');
  store.saveSetting(TOKEN_SETTING, authToken);
  const account = { accountSid: ACCOUNT_SID, authToken, baseUrl: httpUrl + TWILIO_PATH };
  const credentials = `Basic ${Buffer.from(`${ACCOUNT_SID}:${authToken}`).toString('base64')}`;
  const newSid = (): string => `SM${randomBytes(16).toString('hex')}`;
  const stopped = (to: string, from: string): string => `twilio/stopped/${from}/${to}`;

  const post = async (url: string, fields: Record<string, string>): Promise<{ status: number }> => {
    const signed = Object.keys(fields)
      .toSorted()
      .map((name) => name + fields[name])
      .join('');
    const signature = createHmac('sha1', authToken)
      .update(url + signed)
      .digest('base64');
    const { status } = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body: new URLSearchParams(fields),
    });
    return { status };
  };

  const tell = async (text: StoredText): Promise<void> => {
    const { statusCallback, sid, to, from } = text;
    const failed = magic(NOT_DELIVERED, to);
    if (statusCallback !== undefined) {
      for (const MessageStatus of ['queued', 'sent', failed === undefined ? 'delivered' : 'undelivered']) {
        await post(statusCallback, {
          AccountSid: ACCOUNT_SID,
          ApiVersion: '2010-04-01',
          MessageSid: sid,
          SmsSid: sid,
          MessageStatus,
          SmsStatus: MessageStatus,
          To: to,
          From: from,
          ...(MessageStatus === 'undelivered' && failed !== undefined ? { ErrorCode: failed } : {}),
        });
      }
    }
    texts.save({ ...text, told: true });
  };

  return {
    account,
    list: () => texts.list(),
    async handle(request, response, path) {
      const refuse = (status: number, code: number): void =>
        sendJson(response, status, { code, message: 'Refused by infra/local.', status });
      if (request.headers.authorization !== credentials) return refuse(401, 20003);
      if (request.method !== 'POST' || path !== `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`) {
        return refuse(404, 20404);
      }
      const form = new URLSearchParams((await readBody(request))?.toString('utf8'));
      const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '');
      const contentSid = form.get('ContentSid') ?? undefined;
      if (!to || !from || (!body && contentSid === undefined)) return refuse(400, 21604);
      if ((body ?? '').length > 1600) return refuse(400, 21617);
      const code = store.setting(stopped(to, from)) === 'yes' ? 21610 : magic(REFUSED, to);
      if (code !== undefined) return refuse(400, code);
      const text: StoredText = {
        sid: newSid(),
        at: clock.now().toISOString(),
        to,
        from,
        body: body ?? '',
        contentSid,
        contentVariables: form.get('ContentVariables') ?? undefined,
        statusCallback: form.get('StatusCallback') ?? undefined,
        told: false,
      };
      texts.save(text);
      sendJson(response, 201, { sid: text.sid, status: 'queued', to, from, body, error_code: null });
      activity.launch('twilio', () => tell(text));
    },
    receive(inbound) {
      const { webhook, from, to, body, sid = newSid() } = inboundText.parse(inbound);
      if (STOP.test(body)) store.saveSetting(stopped(from, to), 'yes');
      if (START.test(body)) store.saveSetting(stopped(from, to), 'no');
      return post(httpUrl + webhook, {
        AccountSid: ACCOUNT_SID,
        MessageSid: sid,
        From: from,
        To: to,
        Body: body,
        NumMedia: '0',
      });
    },
    resume() {
      for (const text of texts.list()) if (!text.told) activity.launch('twilio', () => tell(text));
    },
  };
}
