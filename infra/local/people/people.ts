import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { Calendars } from '../calendar/calendars.ts';
import type { VirtualClock } from '../clock.ts';
import type { Queues } from '../endpoint/queues.ts';
import { headerValue } from '../mailbox/headers.ts';
import type { Envelope, MailStore } from '../mailbox/mail-store.ts';
import type { Meter } from '../meter/meter.ts';
import type { EventWebhook } from '../sendgrid/event-webhook.ts';
import type { RuntimeStore } from '../store.ts';
import { decideReactions, INVITATION_REACTIONS, type ReactionKind } from './decide.ts';
import type { Inbound } from './inbound.ts';
import { composeInvitationReply } from './invitation-reply.ts';
import { isLeaving, linksOf, linkToFollow } from './link.ts';
import type { PeopleProfile } from './profile.ts';
import { type Purchase, purchasesOf } from './purchases.ts';
import { composeReply } from './reply-mail.ts';
import { type SesEventDetails, type SesEventType, sesEvent } from './ses-event.ts';

/** The parts of a configuration set's event destination that matter here. */
export const eventDestination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.looseObject({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()).default([]),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});
type EventDestination = z.infer<typeof eventDestination>;

/** What happens to mails after they were handed in. */
export interface People {
  addDestination(destination: EventDestination): void;
  /** Publishes what happens at once, and plans what happens later. Synchronous, so that no kill can come between. */
  receive(mail: Envelope): void;
  publish(type: SesEventType, mail: Envelope, details: SesEventDetails): void;
  /** What people bought between two moments, but not after now: written to or not. */
  purchases(
    addresses: readonly string[],
    between: { readonly since: number; readonly until: number },
  ): Purchase[];
  readonly profile: () => PeopleProfile;
  /** How they behave towards mails that are handed in from now on, until the process ends. */
  behave(profile: PeopleProfile): void;
  /** Plans what was left by the last process. */
  resume(): void;
}

export interface PeopleServices {
  readonly store: RuntimeStore;
  readonly mails: MailStore;
  readonly queues: Queues;
  readonly inbound: Inbound;
  readonly sendgridEvents: Pick<EventWebhook, 'publish'>;
  readonly calendars: Pick<Calendars, 'visit'>;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly meter: Meter;
  readonly profile: PeopleProfile;
  readonly seed: number;
  /** Where one-click unsubscribe requests go, whatever host the mail names: nothing leaves this machine. */
  readonly httpUrl: string;
}

/** Reactions of the same two hours happen together, to keep the jumps of the clock few. */
const BUCKET_MS = 120 * 60_000;
const PER_TURN = 100;
const POSTS_AT_ONCE = 8;

const EVENTS: Partial<Readonly<Record<ReactionKind, readonly [SesEventType, Partial<SesEventDetails>]>>> = {
  delivery: ['Delivery', {}],
  hardBounce: ['Bounce', { bounceType: 'Permanent', bounceSubType: 'General' }],
  softBounce: ['Bounce', { bounceType: 'Transient', bounceSubType: 'General' }],
  suppressed: ['Bounce', { bounceType: 'Permanent', bounceSubType: 'Suppressed' }],
  complaint: ['Complaint', {}],
  open: ['Open', {}],
  machineOpen: ['Open', { machine: true }],
  click: ['Click', {}],
  book: ['Click', {}],
};

export function createPeople(services: PeopleServices): People {
  const { store, mails, queues, inbound, clock, activity, meter, seed } = services;
  let { profile } = services;
  const destinations = new Map<string, EventDestination['EventDestination'][]>();
  const insert = store.db.prepare(
    'INSERT INTO reactions (due, mail, kind, recipient, at) VALUES (?, ?, ?, ?, ?)',
  );
  const due = store.db.prepare('SELECT * FROM reactions WHERE due <= ? ORDER BY id LIMIT ?');
  const buckets = store.db.prepare('SELECT DISTINCT due FROM reactions');
  const remove = store.db.prepare('DELETE FROM reactions WHERE id = ?');
  const planned = new Set<number>();
  let running = false;

  const publish: People['publish'] = (type, mail, details) => {
    if (mail.sendgrid !== undefined) return services.sendgridEvents.publish(type, mail, details);
    for (const destination of destinations.get(mail.configurationSet ?? '') ?? []) {
      const wanted = destination.MatchingEventTypes.some((each) => each.toLowerCase() === type.toLowerCase());
      if (!destination.Enabled || !wanted || destination.SnsDestination === undefined) continue;
      meter.count('sns.publishes', 1);
      queues.publish(destination.SnsDestination.TopicARN, JSON.stringify(sesEvent(type, mail, details)));
    }
  };
  const plan = (bucket: number): void => {
    if (planned.has(bucket)) return;
    planned.add(bucket);
    clock.at(bucket, 'planned', () => {
      planned.delete(bucket);
      activity.launch('people', runDue);
    });
  };

  const runDue = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const rows = due.all(Math.floor(clock.time()), PER_TURN);
        if (rows.length === 0) return;
        for (let i = 0; i < rows.length; i += POSTS_AT_ONCE) {
          await Promise.all(
            rows.slice(i, i + POSTS_AT_ONCE).map(async (row) => {
              await act(
                String(row['mail']),
                String(row['kind']),
                String(row['recipient']),
                Number(row['at']),
              );
              remove.run(Number(row['id']));
            }),
          );
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      running = false;
    }
  };
  const act = async (mailId: string, kind: string, recipient: string, at: number): Promise<void> => {
    const mail = mails.envelope(mailId);
    if (mail === undefined) return;
    if (kind === 'unsubscribe') return unsubscribe(mail, recipient);
    if (kind === 'reply' || kind === 'outOfOffice' || kind === 'unsubscribeByMail') {
      const answer = await composeReply(kind, mail, recipient, new Date(at));
      if (answer !== undefined) inbound.receive(answer);
      return;
    }
    const invitation = INVITATION_REACTIONS.find((each) => each === kind);
    if (invitation !== undefined) {
      const raw = mails.raw(mailId);
      const answered =
        raw && (await composeInvitationReply(invitation, { envelope: mail, raw }, recipient, new Date(at)));
      if (answered) inbound.receive(answered);
      return;
    }
    if (kind !== 'click' && kind !== 'book' && kind !== 'scan') return tell(mail, kind, recipient, at);
    const raw = mails.raw(mailId);
    const links = raw === undefined ? [] : await linksOf(raw);
    if (kind === 'scan') return scan(mail, links, recipient, at);
    const link = linkToFollow(links, kind === 'book');
    if (link !== undefined) tell(mail, kind, recipient, at, link);
    // After the click, as a page takes a moment.
    if (link !== undefined && kind === 'book') services.calendars.visit(link, recipient);
  };
  /** A security scanner follows every link at once, by the user agent of a browser. Also the one that leaves the list. */
  const scan = async (
    mail: Envelope,
    links: readonly string[],
    recipient: string,
    at: number,
  ): Promise<void> => {
    for (const [n, link] of links.entries()) {
      // SES and SendGrid leave the link for leaving the list alone, and so do not tell of it.
      if (isLeaving(link)) await visit(link, 'GET');
      else tell(mail, 'click', recipient, at + n * 200, link);
    }
  };
  /** Only the path counts, whatever host the mail names: nothing leaves this machine. */
  const visit = async (link: string, method: 'GET' | 'POST', body?: string): Promise<void> => {
    const { pathname, search } = new URL(link);
    await fetch(services.httpUrl + pathname + search, {
      method,
      ...(body === undefined
        ? {}
        : { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    })
      .then((answer) => answer.body?.cancel())
      .catch(() => undefined);
  };
  const tell = (mail: Envelope, kind: string, recipient: string, at: number, link?: string): void => {
    const events: Readonly<Record<string, readonly [SesEventType, Partial<SesEventDetails>] | undefined>> =
      EVENTS;
    const event = events[kind];
    if (event === undefined) return;
    const [type, details] = event;
    publish(type, mail, { ...details, recipient, at: new Date(at), link });
  };
  /** RFC 8058: a POST with that very body. Falls back to mail where the mail offers no such address. */
  const unsubscribe = async (mail: Envelope, recipient: string): Promise<void> => {
    const link = /<(https?:[^>]+)>/i.exec(headerValue(mail.headers, 'List-Unsubscribe') ?? '')?.[1];
    if (link === undefined) return act(mail.id, 'unsubscribeByMail', recipient, clock.time());
    await visit(link, 'POST', 'List-Unsubscribe=One-Click');
  };

  return {
    profile: () => profile,
    behave(next) {
      profile = next;
    },
    addDestination({ ConfigurationSetName, EventDestination: destination }) {
      destinations.set(ConfigurationSetName, [
        ...(destinations.get(ConfigurationSetName) ?? []),
        destination,
      ]);
    },
    receive(mail) {
      const ordinal = mails.countTo(mail.recipients);
      const later: { due: number; kind: ReactionKind; recipient: string; at: number }[] = [];
      publish('Send', mail, { recipient: mail.recipients[0] ?? '', at: new Date(mail.at) });
      for (const recipient of mail.recipients) {
        for (const { kind, delayMs } of decideReactions(
          { recipient, ordinal, seed, invites: mail.invites },
          profile,
        )) {
          const at = Math.floor(mail.at + delayMs);
          if (delayMs === 0 && kind in EVENTS) tell(mail, kind, recipient, at);
          else later.push({ due: Math.ceil(at / BUCKET_MS) * BUCKET_MS, kind, recipient, at });
        }
      }
      store.transaction(() => {
        mails.accept(mail.id);
        for (const each of later) insert.run(each.due, mail.id, each.kind, each.recipient, each.at);
      });
      for (const each of later) plan(each.due);
    },
    publish,
    purchases: (addresses, { since, until }) =>
      addresses.flatMap((address) =>
        purchasesOf({ address, seed, mailedAt: mails.timesTo([address]) }, profile, {
          since,
          until: Math.min(until, clock.time()),
        }),
      ),
    resume() {
      for (const row of buckets.all()) plan(Number(row['due']));
    },
  };
}
