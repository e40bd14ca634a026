import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { readBody, sendJson } from '../net.ts';
import type { SesEventDetails, SesEventType } from '../people/ses-event.ts';
import type { RuntimeStore } from '../store.ts';

/** Whom SendGrid does not deliver to any more, by list, and what it refused for another reason (`blocks`). */
export interface Suppressions {
  /** What happened to a mail may put its recipient on a list. */
  note(type: SesEventType, details: SesEventDetails): void;
  /** False for a path that is not of these. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
}

interface Listed {
  readonly email: string;
  readonly created: number;
  readonly reason: string;
  readonly status: string;
}

const LISTS = ['bounces', 'blocks', 'invalid_emails', 'spam_reports', 'unsubscribes'] as const;
type List = (typeof LISTS)[number];
const LARGEST_REQUEST = 1024 * 1024;
/** What the endpoints show of an entry, by SendGrid's own document. */
const SHOWN: Readonly<Record<List, (entry: Listed) => object>> = {
  bounces: ({ created, email, reason, status }) => ({ created, email, reason, status }),
  blocks: ({ created, email, reason, status }) => ({ created, email, reason, status }),
  invalid_emails: ({ created, email, reason }) => ({ created, email, reason }),
  spam_reports: ({ created, email }) => ({ created, email, ip: '192.0.2.1' }),
  unsubscribes: ({ created, email }) => ({ created, email }),
};
const querySchema = z.object({
  start_time: z.coerce.number().default(0),
  end_time: z.coerce.number().default(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(500).default(500),
  offset: z.coerce.number().int().min(0).default(0),
});
const globalSchema = z.object({ recipient_emails: z.array(z.string()).min(1) });

export function createSuppressions({
  store,
  clock,
}: {
  readonly store: RuntimeStore;
  readonly clock: Pick<VirtualClock, 'time'>;
}): Suppressions {
  const insert = store.db.prepare(
    'INSERT OR IGNORE INTO sendgrid_suppressions (list, email, created, reason, status) VALUES (?, ?, ?, ?, ?)',
  );
  // The newest first, as SendGrid lists them.
  const page = store.db.prepare(
    'SELECT * FROM sendgrid_suppressions WHERE list = ? AND created >= ? AND created <= ? ORDER BY created DESC, email LIMIT ? OFFSET ?',
  );
  const groups = store.db.prepare(
    "SELECT * FROM sendgrid_suppressions WHERE list LIKE 'group/%' ORDER BY email",
  );
  const now = (): number => Math.floor(clock.time() / 1000);

  return {
    note(type, { recipient, bounceType, bounceSubType }) {
      const list = listOf(type, bounceType);
      if (list === undefined || bounceSubType === 'Suppressed') return;
      const [reason, status] =
        bounceType === 'Transient'
          ? ['450 4.2.1 try again later', '4.2.1']
          : ['550 5.1.1 user unknown', '5.1.1'];
      insert.run(list, recipient, now(), reason, status);
    },
    async handle(request, response, path) {
      const [pathname = '', search = ''] = [path, new URL(request.url ?? '/', 'http://local').search];
      const list = LISTS.find((each) => pathname === `/v3/suppression/${each}`);
      if (list && request.method === 'GET') {
        const asked = querySchema.safeParse(Object.fromEntries(new URLSearchParams(search)));
        if (!asked.success) return refuseQuery(response, asked.error.issues);
        const { start_time, end_time, limit, offset } = asked.data;
        const rows = page.all(list, start_time, end_time, limit, offset);
        sendJson(response, 200, rows.map(listedOf).map(SHOWN[list]));
        return true;
      }
      if (pathname === '/v3/asm/suppressions' && request.method === 'GET') {
        const rows = groups.all().map((row) => ({
          email: String(row['email']),
          group_id: Number(String(row['list']).slice('group/'.length)),
          group_name: 'News',
          created_at: Number(row['created']),
        }));
        sendJson(response, 200, rows);
        return true;
      }
      if (pathname !== '/v3/asm/suppressions/global' || request.method !== 'POST') return false;
      const body = globalSchema.safeParse(jsonOf(await readBody(request, LARGEST_REQUEST)));
      if (!body.success) return refuseQuery(response, body.error.issues);
      store.transaction(() => {
        for (const email of body.data.recipient_emails) insert.run('unsubscribes', email, now(), '', '');
      });
      sendJson(response, 201, body.data);
      return true;
    },
  };
}

const listOf = (type: SesEventType, bounceType: SesEventDetails['bounceType']): List | undefined => {
  if (type === 'Complaint') return 'spam_reports';
  if (type !== 'Bounce') return undefined;
  return bounceType === 'Transient' ? 'blocks' : 'bounces';
};

const listedOf = (row: Readonly<Record<string, unknown>>): Listed => ({
  email: String(row['email']),
  created: Number(row['created']),
  reason: String(row['reason']),
  status: String(row['status']),
});

/** Says what is wrong with a request, as SendGrid does. */
export function refuseQuery(response: ServerResponse, issues: readonly z.core.$ZodIssue[]): true {
  const errors = issues.map(({ message, path }) => ({
    message,
    field: path.map(String).join('.'),
    help: null,
  }));
  sendJson(response, 400, { errors });
  return true;
}

function jsonOf(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
