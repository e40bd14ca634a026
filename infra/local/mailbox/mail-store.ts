import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { RuntimeStore } from '../store.ts';
import type { MailHeader } from './headers.ts';

/** What was said about a mail when it was handed in, beside its bytes. */
export interface Envelope {
  readonly id: string;
  /** Milliseconds since the epoch, virtual. */
  readonly at: number;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly headers: readonly MailHeader[];
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly configurationSet?: string | undefined;
  /** Whether it invites to a meeting. */
  readonly invites?: boolean | undefined;
  /** Of a mail that was handed in to SendGrid: what the request was answered with. */
  readonly sendgrid?: { readonly messageId: string } | undefined;
}

const storedEnvelope: z.ZodType<Envelope> = z.object({
  id: z.string(),
  at: z.number(),
  source: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  tags: z.record(z.string(), z.array(z.string())),
  configurationSet: z.string().optional(),
  invites: z.boolean().optional(),
  sendgrid: z.object({ messageId: z.string() }).optional(),
});

interface MailSummary {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

export interface MailStore {
  /** Keeps the bytes as they are. The file has its final name then, and the mail counts as sent. */
  save(envelope: Envelope, raw: Buffer): void;
  /** Marks a saved mail as dealt with; to be called in the transaction that plans what follows from it. */
  accept(id: string): void;
  /** Mails that were saved but not dealt with when the last process ended. */
  leftOvers(): Envelope[];
  envelope(id: string): Envelope | undefined;
  raw(id: string): Buffer | undefined;
  /** The newest first; with `search`, those whose sender, recipients or subject contain it in whatever case. */
  list(limit: number, offset: number, search?: string): { total: number; messages: MailSummary[] };
  /** When the mails to exactly this list of recipients were handed in, the first one first. */
  timesTo(recipients: readonly string[]): number[];
  /** How many mails to exactly this list of recipients came before. */
  countTo(recipients: readonly string[]): number;
}

const MAIL_ID = /^[\w-]+$/;
/** Its parameter is a text in lower case; the empty one is in every mail. */
const MATCHES = "instr(lower(subject || ' ' || sender || ' ' || recipients), ?) > 0";

/**
 * A mail is announced in the database before its file gets its name, and accepted after: whatever moment the process
 * is killed at, the next one can tell which mails exist and which still have to have their consequences. Files of this
 * size are written and read at once: to hand them to other threads, step by step, costs several times as much.
 */
export function createMailStore(folder: string, store: RuntimeStore): MailStore {
  const { db } = store;
  const insert = db.prepare(
    "INSERT INTO mails (id, at, state, recipients, sender, subject, envelope) VALUES (?, ?, 'saving', ?, ?, ?, ?)",
  );
  const accept = db.prepare("UPDATE mails SET state = 'accepted' WHERE id = ?");
  const saving = db.prepare("SELECT id, envelope FROM mails WHERE state = 'saving'");
  const remove = db.prepare('DELETE FROM mails WHERE id = ?');
  const find = db.prepare('SELECT envelope FROM mails WHERE id = ?');
  const list = db.prepare(
    `SELECT id, at, sender, recipients, subject FROM mails WHERE ${MATCHES} ORDER BY id DESC LIMIT ? OFFSET ?`,
  );
  const count = db.prepare(`SELECT COUNT(*) AS n FROM mails WHERE ${MATCHES}`);
  const countTo = db.prepare('SELECT COUNT(*) AS n FROM mails WHERE recipients = ?');
  const timesTo = db.prepare('SELECT at FROM mails WHERE recipients = ? ORDER BY id');
  const fileOf = (id: string): string => join(folder, `${id}.eml`);

  return {
    save(envelope, raw) {
      const { id, at, recipients, source, subject } = envelope;
      insert.run(id, Math.floor(at), recipients.join(', '), source, subject, JSON.stringify(envelope));
      const partial = join(folder, `.${id}.part`);
      writeFileSync(partial, raw);
      renameSync(partial, fileOf(id));
    },
    accept: (id) => void accept.run(id),
    leftOvers() {
      const found: Envelope[] = [];
      for (const row of saving.all()) {
        const id = String(row['id']);
        if (existsSync(fileOf(id))) found.push(storedEnvelope.parse(JSON.parse(String(row['envelope']))));
        else remove.run(id);
      }
      return found;
    },
    envelope(id) {
      const row = find.get(id);
      return row === undefined ? undefined : storedEnvelope.parse(JSON.parse(String(row['envelope'])));
    },
    raw(id) {
      if (!MAIL_ID.test(id) || !existsSync(fileOf(id))) return undefined;
      return readFileSync(fileOf(id));
    },
    list(limit, offset, search = '') {
      const wanted = search.toLowerCase();
      return {
        total: Number(count.get(wanted)?.['n'] ?? 0),
        messages: list.all(wanted, limit, offset).map((row) => ({
          id: String(row['id']),
          at: new Date(Number(row['at'])).toISOString(),
          from: String(row['sender']),
          to: String(row['recipients']).split(', '),
          subject: String(row['subject']),
        })),
      };
    },
    timesTo: (recipients) => timesTo.all(recipients.join(', ')).map((row) => Number(row['at'])),
    countTo: (recipients) => Number(countTo.get(recipients.join(', '))?.['n'] ?? 0),
  };
}
