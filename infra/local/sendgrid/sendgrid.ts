import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VirtualClock } from '../clock.ts';
import { headersOf } from '../mailbox/headers.ts';
import { invites } from '../mailbox/invites.ts';
import type { Envelope, MailStore } from '../mailbox/mail-store.ts';
import { readBody, sendJson } from '../net.ts';
import type { People } from '../people/people.ts';
import type { RuntimeStore } from '../store.ts';
import type { EventWebhook } from './event-webhook.ts';
import { type Fault, type PersonalMail, readMailSend } from './mail-send.ts';
import type { Stats } from './stats.ts';
import type { Suppressions } from './suppressions.ts';

/** SendGrid's v3 API, as far as a sender of mail sees it. */
export interface Sendgrid {
  /** What the secret of the accounts says: one for every workspace, on this machine. */
  readonly accounts: Readonly<Record<string, { apiKey: string; webhookPublicKey: string; baseUrl: string }>>;
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

export interface SendgridServices {
  readonly webhook: EventWebhook;
  readonly suppressions: Suppressions;
  readonly stats: Stats;
  readonly mails: MailStore;
  readonly people: People;
  readonly store: RuntimeStore;
  readonly clock: VirtualClock;
  readonly httpUrl: string;
}

export const SENDGRID_PATH = '/_local/sendgrid';
const KEY_SETTING = 'sendgrid/key';
const LARGEST_REQUEST = 30 * 1024 * 1024;

export function createSendgrid(services: SendgridServices): Sendgrid {
  const { webhook, suppressions, stats, mails, people, store, clock, httpUrl } = services;
  const apiKey = store.setting(KEY_SETTING) ?? `SG.${randomBytes(16).toString('base64url')}`;
  store.saveSetting(KEY_SETTING, apiKey);
  let sequence = 0;
  /** Sorts by time, among those of SES. */
  const newMailId = (): string => {
    sequence = (sequence + 1) % 0x10000;
    const time = Math.floor(clock.time()).toString(16).padStart(12, '0');
    return `0100${time}-${sequence.toString(16).padStart(4, '0')}${randomBytes(10).toString('hex')}-sendgrid`;
  };
  const take = async (mail: PersonalMail, messageId: string): Promise<void> => {
    const id = newMailId();
    const raw = await written(mail, id, clock.now());
    const envelope: Envelope = {
      id,
      at: clock.time(),
      source: mail.from.email,
      recipients: [mail.to],
      subject: mail.subject,
      headers: headersOf(raw),
      tags: Object.fromEntries(Object.entries(mail.args).map(([name, value]) => [name, [value]])),
      sendgrid: { messageId },
      ...(invites(raw) && { invites: true }),
    };
    mails.save(envelope, raw);
    stats.requested(id, clock.now());
    people.receive(envelope);
  };

  const send = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, LARGEST_REQUEST);
    if (body === undefined) return refuse(response, 413, [{ message: 'Payload too large.', field: '' }]);
    const asked = readMailSend(jsonOf(body));
    if (asked.faults) return refuse(response, 400, asked.faults);
    if (asked.sandbox) return void response.writeHead(200).end();
    const messageId = randomBytes(16).toString('base64url');
    for (const mail of asked.mails) await take(mail, messageId);
    response.writeHead(202, { 'x-message-id': messageId }).end();
  };

  return {
    accounts: { '*': { apiKey, webhookPublicKey: webhook.publicKey, baseUrl: httpUrl + SENDGRID_PATH } },
    async handle(request, response, path) {
      if (request.headers.authorization !== `Bearer ${apiKey}`) {
        const message = 'The provided authorization grant is invalid, expired, or revoked';
        return refuse(response, 401, [{ message, field: '' }]);
      }
      if (await suppressions.handle(request, response, path)) return;
      const query = new URL(request.url ?? '/', 'http://local').searchParams;
      if (request.method === 'GET' && stats.handle(response, path, query)) return;
      if (path !== '/v3/mail/send') return refuse(response, 404, [{ message: 'Not Found', field: '' }]);
      if (request.method !== 'POST')
        return refuse(response, 405, [{ message: 'Method not allowed', field: '' }]);
      return send(request, response);
    },
  };
}

const refuse = (response: ServerResponse, status: number, faults: readonly Fault[]): void =>
  sendJson(response, status, {
    errors: faults.map(({ message, field }) => ({ message, field: field || null, help: null })),
  });

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** SendGrid writes the message, with a Message-ID of its own. */
async function written(mail: PersonalMail, id: string, date: Date): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const { from, to, replyTo, subject, text, html, headers, alternatives, attachments } = mail;
  return new MailComposer({
    from: { name: from.name ?? '', address: from.email },
    to,
    replyTo,
    subject,
    text,
    html,
    alternatives: alternatives.map(({ type, value }) => ({ contentType: type, content: value })),
    attachments: attachments.map(({ content, type, filename, disposition }) => ({
      content,
      encoding: 'base64',
      contentType: type,
      filename,
      contentDisposition: disposition,
    })),
    date,
    messageId: `<${id}@geopod-ismtpd-local>`,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
