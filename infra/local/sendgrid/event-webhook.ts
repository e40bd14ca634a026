import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { Envelope } from '../mailbox/mail-store.ts';
import type { SesEventDetails, SesEventType } from '../people/ses-event.ts';
import type { RuntimeStore } from '../store.ts';
import type { Stats } from './stats.ts';
import type { Suppressions } from './suppressions.ts';

/** SendGrid's event webhook: what happened to mail, in signed lists, to the workspace that the mail names. */
export interface EventWebhook {
  /** As SendGrid shows it: base64 of the DER form. */
  readonly publicKey: string;
  /** Synchronous, so that no kill can come between what happened and what will be told of it. */
  publish(type: SesEventType, mail: Envelope, details: SesEventDetails): void;
  /** Tells what a killed process did not. */
  resume(): void;
}

export interface EventWebhookServices {
  readonly store: RuntimeStore;
  readonly suppressions: Pick<Suppressions, 'note'>;
  readonly stats: Pick<Stats, 'note'>;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly httpUrl: string;
}

const KEY_SETTING = 'sendgrid/private-key';
const TOGETHER = 500;
/** SendGrid tries for a day; then it gives up. */
const AGAIN_AFTER_MS = [1, 5, 30, 120, 480, 804].map((minutes) => minutes * 60_000);

export function createEventWebhook({
  store,
  suppressions,
  stats,
  clock,
  activity,
  httpUrl,
}: EventWebhookServices): EventWebhook {
  const insert = store.db.prepare(
    'INSERT INTO sendgrid_events (workspace, body, due, attempts) VALUES (?, ?, ?, 0)',
  );
  const due = store.db.prepare(
    'SELECT * FROM sendgrid_events WHERE due <= ? ORDER BY workspace, attempts, id LIMIT ?',
  );
  const later = store.db.prepare('UPDATE sendgrid_events SET due = ?, attempts = attempts + 1 WHERE id = ?');
  const remove = store.db.prepare('DELETE FROM sendgrid_events WHERE id = ?');
  const waiting = store.db.prepare('SELECT DISTINCT due FROM sendgrid_events');
  const privateKey = createPrivateKey(keptKey(store));
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  let running = false;

  const post = async (workspace: string, events: readonly string[]): Promise<boolean> => {
    // SendGrid's own lists end with CRLF, which the signature is over too.
    const body = `[${events.join(',\r\n')}]\r\n`;
    const timestamp = String(Math.floor(clock.time() / 1000));
    const answer = await fetch(`${httpUrl}/webhook/sendgrid/${workspace}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-twilio-email-event-webhook-timestamp': timestamp,
        'x-twilio-email-event-webhook-signature': sign(
          'sha256',
          Buffer.from(timestamp + body),
          privateKey,
        ).toString('base64'),
      },
      body,
    }).catch(() => undefined);
    return answer?.ok === true;
  };

  const tell = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const rows = due.all(Math.floor(clock.time()), TOGETHER);
        const workspace = String(rows[0]?.['workspace']);
        const together = rows.filter((row) => row['workspace'] === workspace);
        if (together.length === 0) return;
        const taken = await post(
          workspace,
          together.map((row) => String(row['body'])),
        );
        store.transaction(() => {
          for (const row of together) {
            const again = AGAIN_AFTER_MS[Number(row['attempts'])];
            if (taken || again === undefined) remove.run(Number(row['id']));
            else later.run(Math.floor(clock.time()) + again, Number(row['id']));
          }
        });
        if (!taken) plan();
      }
    } finally {
      running = false;
    }
  };
  // What happens in one turn of the event loop is told together.
  const launch = (): void =>
    activity.launch('sendgrid', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      await tell();
    });
  const plan = (): void => {
    for (const row of waiting.all()) clock.at(Number(row['due']), 'planned', launch);
  };

  return {
    publicKey,
    publish(type, mail, details) {
      const workspace = mail.tags['workspace']?.[0] ?? 'none';
      suppressions.note(type, details);
      stats.note(type, mail.id, details);
      insert.run(workspace, JSON.stringify(eventOf(type, mail, details)), Math.floor(clock.time()));
      launch();
    },
    resume: plan,
  };
}

function keptKey(store: RuntimeStore): string {
  const kept = store.setting(KEY_SETTING);
  if (kept !== undefined) return kept;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  store.saveSetting(KEY_SETTING, pem);
  return pem;
}

const READER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';

function eventOf(type: SesEventType, mail: Envelope, details: SesEventDetails): Record<string, unknown> {
  return {
    email: details.recipient,
    timestamp: Math.floor(details.at.getTime() / 1000),
    'smtp-id': `<${mail.id}@geopod-ismtpd-local>`,
    sg_event_id: randomBytes(16).toString('base64url'),
    sg_message_id: `${mail.sendgrid?.messageId}.filterdrecv-local-${mail.id}`,
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, values]) => [name, values[0]])),
    ...BODIES[type](details),
  };
}

const BODIES: Readonly<Record<SesEventType, (details: SesEventDetails) => Record<string, unknown>>> = {
  Send: () => ({ event: 'processed' }),
  Reject: () => ({ event: 'dropped', reason: 'Spam Content' }),
  Delivery: () => ({ event: 'delivered', response: '250 2.6.0 Message received' }),
  Bounce: ({ bounceType, bounceSubType }) => {
    if (bounceSubType === 'Suppressed') return { event: 'dropped', reason: 'Bounced Address' };
    return bounceType === 'Transient'
      ? { event: 'bounce', type: 'blocked', status: '4.2.1', reason: '450 4.2.1 try again later' }
      : {
          event: 'bounce',
          type: 'bounce',
          status: '5.1.1',
          reason: '550 5.1.1 user unknown',
          bounce_classification: 'Invalid Address',
        };
  },
  Complaint: () => ({ event: 'spamreport' }),
  Open: ({ machine = false }) => ({
    event: 'open',
    useragent: machine ? 'Mozilla/5.0' : READER,
    ip: machine ? '17.58.101.10' : '192.0.2.1',
    sg_machine_open: machine,
  }),
  Click: ({ link }) => ({ event: 'click', useragent: READER, ip: '192.0.2.1', url: link ?? '' }),
};
