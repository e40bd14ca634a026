import type * as z from 'zod';
import { type Effect, effectOf } from '../../autonomy/domain/effect.ts';
import { type Clock, HOUR } from '../../kernel/clock.ts';
import { sha256 } from '../../kernel/hash.ts';
import { type PassGateDeps, passGate } from '../../quality/app/pass-gate.ts';
import { type NotDone, type Performed, STOPPED, type TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type PublishPayload, publishType } from '../contract/tasks.ts';
import { NETWORK_TABLE } from '../domain/networks.ts';
import { compose, problemOf } from '../domain/post.ts';
import { postContent } from '../domain/post-content.ts';
import type { Publication } from '../domain/publication.ts';
import { type Account, type AccountDeps, notDone, openAccount } from './open-account.ts';
import type { Image, Images } from './ports/images.ts';
import { NetworkFault, type Post } from './ports/network.ts';
import type { PublicationStore } from './ports/publications.ts';
import { type ReadBack, readBack } from './read-back.ts';
import { removalOf } from './remove-post.ts';

export interface PublishDeps extends AccountDeps, PassGateDeps {
  readonly images: Images;
  readonly publications: PublicationStore;
  readonly clock: Clock;
  wait(ms: number): Promise<void>;
}

/** Networks forget what was prepared and not published after a day. */
const PREPARED_FOR_MS = 20 * HOUR;
/** After it, what was sent shows, or was not taken. */
const SETTLED_MS = 60_000;

/** Publishes posts. No network knows a request that it had before: what is unclear is looked up, and never sent again blindly. */
export const publishHandler = (deps: PublishDeps): TaskHandler<PublishPayload> => ({
  type: publishType.type,
  payload: publishType.payload as z.ZodType<PublishPayload>,

  async plan({ workspace, payload, settings }) {
    const account = await openAccount(deps, workspace, payload.connection);
    if ('outcome' in account) return account;
    const problem = problemOf(account.name, payload);
    if (problem !== undefined) return { outcome: 'refused', reason: problem };
    const below = await passGate(deps, workspace, postContent(payload), settings.quality);
    if (below !== undefined) return { outcome: 'refused', reason: below };
    const images = await readImages(deps, account, payload);
    return 'outcome' in images ? images : { outcome: 'planned', effect: effectFor(account, payload, images) };
  },

  async perform({ workspace, taskId, payload, goesOn }, effect) {
    const account = await openAccount(deps, workspace, payload.connection);
    if ('outcome' in account) return account;
    const known = await deps.publications.get(workspace, taskId);
    if (known?.sentAt !== undefined) {
      const before = await lookFor(deps, account, payload, new Date(known.sentAt));
      if (before.outcome !== 'absent') return settled(account, before);
    }
    const images = await readImages(deps, account, payload);
    if ('outcome' in images) return images;
    if (
      sha256(JSON.stringify(changesOf(account, payload, images))) !== sha256(JSON.stringify(effect.changes))
    )
      return { outcome: 'unavailable', reason: 'An image has changed since it was looked at.' };
    const post = { ...compose(account.name, payload), images };
    let sent: Publication & { sentAt: string };
    let prepared: string;
    try {
      [sent, prepared] = await prepare(deps, account, { workspace, taskId }, known, post);
    } catch (error) {
      return notDone(deps, workspace, account, error);
    }
    if (!(await goesOn())) return STOPPED;
    try {
      return settled(account, {
        outcome: 'found',
        id: await account.network.send(account.opened, post, prepared),
      });
    } catch (error) {
      if (!(error instanceof NetworkFault)) throw error;
      const { kind, message } = error;
      if (kind !== 'uncertain' && kind !== 'duplicate') return notDone(deps, workspace, account, error);
      const after = await lookFor(deps, account, payload, new Date(sent.sentAt), kind === 'uncertain');
      if (after.outcome !== 'absent') return settled(account, after);
      return kind === 'duplicate'
        ? { outcome: 'refused', reason: message }
        : { outcome: 'unavailable', reason: `${message} The post is not there.` };
    }
  },

  async lookUp({ workspace, taskId, payload }) {
    const known = await deps.publications.get(workspace, taskId);
    // It is written down before a post is sent.
    if (known?.sentAt === undefined) return { outcome: 'absent' };
    const account = await openAccount(deps, workspace, payload.connection);
    if ('outcome' in account) throw new Error(account.reason);
    const found = await lookFor(deps, account, payload, new Date(known.sentAt));
    if (found.outcome === 'absent') return found;
    const done = await settled(account, found);
    return done.outcome === 'done' ? done : { outcome: 'unknown' };
  },

  undo: removalOf(deps),
});

async function prepare(
  deps: PublishDeps,
  { network, opened }: Account,
  of: { readonly workspace: string; readonly taskId: string },
  known: Publication | undefined,
  post: Post,
): Promise<[Publication & { sentAt: string }, string]> {
  await network.ready?.(opened);
  let note = known ?? { ...of, version: 0 };
  const now = () => deps.clock.now().toISOString();
  const fresh = (at: string) => deps.clock.now().getTime() - Date.parse(at) < PREPARED_FOR_MS;
  // A container of Instagram holds text and images: one of a payload that was changed since is not that of this post.
  const digest = digestOf(post);
  const { prepared: before } = note;
  const kept = before?.of === digest && fresh(before.at) ? before.id : undefined;
  const prepared = await network.prepare(opened, post, {
    kept,
    async keep(id) {
      note = await deps.publications.save({ ...note, prepared: { id, at: now(), of: digest } });
    },
  });
  const sentAt = note.sentAt ?? now();
  return [{ ...(await deps.publications.save({ ...note, sentAt })), sentAt }, prepared];
}

const digestOf = ({ text, card, images }: Post): string =>
  sha256(JSON.stringify([text, card, images.map(({ url, alt, bytes }) => [url, alt, sha256(bytes)])]));

function lookFor(
  { wait, clock }: PublishDeps,
  { network, opened, name }: Account,
  payload: PublishPayload,
  sentAt: Date,
  patient = clock.now().getTime() - sentAt.getTime() < SETTLED_MS,
): Promise<ReadBack> {
  const { text } = compose(name, payload);
  return readBack(network, opened, { text, at: sentAt }, { wait, patient });
}

async function settled(
  { network, opened, name }: Account,
  found: Exclude<ReadBack, { outcome: 'absent' }>,
): Promise<Performed> {
  if (found.outcome === 'unknown') return found;
  const { id } = found;
  // It is published; that its address cannot be read now does not change that.
  const url = await network.addressOf(opened, id).catch(() => undefined);
  const removable = NETWORK_TABLE[name].staysBecause === undefined;
  return {
    outcome: 'done',
    providerId: id,
    url,
    result: { id, url: url ?? null },
    undo: removable ? { id } : undefined,
  };
}

async function readImages(
  { images }: PublishDeps,
  { name }: Account,
  { media }: PublishPayload,
): Promise<Image[] | NotDone> {
  const { title, images: takes } = NETWORK_TABLE[name];
  const read: Image[] = [];
  for (const { url, alt } of media) {
    const answer = await images.read(url, takes.bytes);
    if (answer.kind === 'not') return { outcome: answer.outcome, reason: answer.reason };
    const { kind } = answer.image;
    if (!takes.kinds.includes(kind))
      return {
        outcome: 'refused',
        reason: `payload.media: ${url} is ${kind}, and ${title} takes ${takes.kinds.join(', ')}.`,
      };
    read.push({ ...answer.image, alt });
  }
  return read;
}

function effectFor(account: Account, payload: PublishPayload, images: readonly Image[]): Effect {
  const { name, title } = account;
  const { text } = compose(name, payload);
  const { staysBecause, cost } = NETWORK_TABLE[name];
  const costUsd = cost(text);
  return effectOf({
    kind: publishType.type,
    segment: name,
    summary: [
      `Publishes a post${images.length > 0 ? ` with ${images.length} images` : ''} as ${title}.`,
      costUsd > 0 ? `It costs $${costUsd}.` : '',
      staysBecause ?? '',
    ]
      .filter(Boolean)
      .join(' '),
    facts: { network: name, images: images.length, hasLink: payload.link !== undefined },
    content: { subject: null, text, html: null },
    changes: changesOf(account, payload, images),
    costUsd,
    limit: 'social',
  });
}

function changesOf({ name, title: what }: Account, payload: PublishPayload, images: readonly Image[]) {
  const { card } = compose(name, payload);
  const put = (field: string, after: string) => ({ what, field, before: null, after });
  return [
    ...(card ? [put('link', `${card.url} ("${card.title}")`)] : []),
    ...images.map(({ url, alt, kind, bytes }, n) =>
      put(`image ${n + 1}`, `${url} (${kind}, ${bytes.length} bytes, SHA-256 ${sha256(bytes)}): "${alt}"`),
    ),
  ];
}
