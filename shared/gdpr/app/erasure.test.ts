import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withMethods } from '../../../test/memory/meanwhile.ts';
import { everything, startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { type ImportWorld, importFile, importWorld } from '../../../test/support/import-world.ts';
import { stores } from '../../../test/support/stores.ts';
import type { TaskApproval } from '../../approvals/domain/approval.ts';
import { effectOf } from '../../autonomy/domain/effect.ts';
import {
  hearNumber,
  newContactNumber,
  numberIdOf,
  stopOf,
  writtenTo,
} from '../../channels/domain/contact-number.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { addSuppression } from '../../leads/app/add-suppression.ts';
import { importSuppressions } from '../../leads/app/import-suppressions.ts';
import { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoSendLedger } from '../../sending/adapters/send-ledger.ts';
import { recordFeedback } from '../../sending/app/record-feedback.ts';
import { viewMessage } from '../../sending/app/view-messages.ts';
import { emptyLedger } from '../../sending/domain/cohort-ledger.ts';
import type { Send } from '../../sending/domain/send.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import type { Task } from '../../tasks/domain/task.ts';
import { S3PersonFiles } from '../adapters/s3/person-files.ts';
import { gdprStores } from '../adapters/stores.ts';
import type { ErasureMessage } from '../contract/messages.ts';
import { erasureHashes } from '../domain/erasure-hashes.ts';
import { personOf } from '../domain/person-of.ts';
import { scrubberOf } from '../domain/scrub.ts';
import { eraseItem } from './erase-item.ts';
import { eraseLead } from './erase-lead.ts';
import { exportLead } from './export-lead.ts';
import { replayErasures, workReplay } from './replay-erasures.ts';
import { workErasure } from './work-erasure.ts';

const SECRET = 'a secret';
const ADDRESS = 'ann.archer@shop.example';
const OTHER = 'joann.archer@shop.example';
const MISSION = `m_${'0'.repeat(26)}`;
const CAUSE = { actor: { kind: 'user', id: 'admin' }, correlationId: 'c' } as const;

let aws: TestAws;
let world: ImportWorld;
let made = 0;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
  aws.fauxqs.createBucket('inbound');
});
afterAll(() => aws.stop());

async function workspace() {
  const id = `g${made++}`;
  const { addressHashOf, pseudonymOf } = erasureHashes(SECRET);
  const sent: ErasureMessage[] = [];
  const tables = { records: aws.records, events: aws.events };
  const table = new RecordTable(aws.dynamodb, 'erasures');
  const deps = {
    ...stores(aws),
    ...gdprStores(tables, table),
    erasureQueue: { send: async (messages: readonly ErasureMessage[]) => void sent.push(...messages) },
    mails: new S3PersonFiles(aws.s3, 'inbound'),
    uploads: new S3PersonFiles(aws.s3, 'uploads'),
    hashes: { addressHashOf, pseudonymOf },
    threadSecret: SECRET,
    erasedNameOf: addressHashOf,
    operatorsWorkspace: 'operations',
    clock: world.clock,
  };
  const withHashes = { ...world, erasedNameOf: addressHashOf };
  const leadId = leadIdOf(id, ADDRESS);
  const bring = (content: string) => importFile(aws, withHashes, { workspace: id, kind: 'leads', content });
  await bring(
    `id,email,first name,last name,phone\nP1,${ADDRESS},Ann,Archer,+4915112345678\nP2,${OTHER},Joann,Archer,\n,not ${ADDRESS} at,,,\n`,
  );
  const put = (Item: Record<string, unknown>) =>
    aws.records.client.send(new PutCommand({ TableName: 'records', Item }));
  const token = threadToken(SECRET, {
    workspace: id,
    leadId: leadIdOf(id, OTHER),
    missionHash: missionHashOf(MISSION),
    step: 1,
  });
  await aws.s3.send(
    new PutObjectCommand({
      Bucket: 'inbound',
      Key: `mail/${id}-bounce`,
      Body: `To: reply+${token}@mail.example\r\n\r\nFinal-Recipient: ${ADDRESS}`,
    }),
  );
  await aws.s3.send(
    new PutObjectCommand({ Bucket: 'inbound', Key: `mail/${id}-reply`, Body: `From: ${ADDRESS}\r\n\r\nHi` }),
  );
  await deps.leads.addInbound(id, leadId, {
    id: 'ses-1',
    receivedAt: '2026-01-05T10:00:00.000Z',
    kind: 'reply',
    evidence: 'mail',
    subject: 'Re',
    text: 'Ann here',
    channel: 'email',
    rawKey: `mail/${id}-reply`,
  });
  // Of a kind that no code here knows: an alert of a later version, say.
  await put({
    pk: `W#${id}#ALERT#a1`,
    sk: 'ALERT',
    version: 3,
    message: `No answer from ${ADDRESS.toUpperCase()} (Ann Archer)`,
  });
  await put({
    pk: `W#${id}#FEED`,
    sk: '1',
    version: 1,
    event: { data: { lead: leadId, subject: 'Hello Ann', step: 1 } },
  });
  const work = async () => {
    for (let next = sent.shift(); next; next = sent.shift()) {
      if (next.kind === 'erase') await workErasure(deps, next);
      else await workReplay(deps, next.workspace);
    }
  };
  return {
    id,
    deps,
    sent,
    leadId,
    bring,
    work,
    put,
    erase: () => eraseLead(deps, { workspace: id, leadId, reason: `${ADDRESS} asked for it`, cause: CAUSE }),
    erasure: async () => (await deps.erasures.all(id))[0],
    /** Everything that is stored of this workspace, as one text. */
    stored: async () => {
      const items = [
        ...(await everything(aws.records)),
        ...(await everything(aws.events)),
        ...(await everything(table)),
      ];
      const of = items.filter(({ pk }) => String(pk).startsWith(`W#${id}#`));
      const files: string[] = [];
      for (const [Bucket, mine] of [
        ['uploads', `uploads/${id}/`],
        ['inbound', `mail/${id}-`],
      ] as const) {
        const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket, Prefix: mine }));
        for (const { Key } of Contents) {
          const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket, Key }));
          files.push(`${Key} ${await Body?.transformToString()}`);
        }
      }
      return [...of.map((item) => JSON.stringify(item)), ...files].join('\n');
    },
  };
}

/** A letter to a person, and what is asked about it. */
function letterTo(workspaceId: string, lead: string, status: Task['status']) {
  const at = world.clock.now().toISOString();
  const of = {
    workspace: workspaceId,
    version: 1,
    type: 'email.send',
    title: 'For Ann Archer',
    agent: 'email',
  };
  const content = { subject: 'Ann here', text: 'Ann here', html: null, leadId: lead };
  const effect = effectOf({ kind: 'email.send', segment: 'letter', summary: `To ${lead}.`, content });
  const task: Task = {
    ...of,
    id: `t_${'0'.repeat(26)}`,
    status,
    priority: 'normal',
    payload: { lead, subject: 'Ann here', text: 'Ann here' },
    createdAt: at,
    createdBy: 'ann',
    dryRun: false,
    dueAt: at,
    attempts: 0,
    effect,
    approvalId: `a_${'0'.repeat(26)}`,
    outcomeUnknown: false,
  };
  const approval: TaskApproval = {
    ...of,
    id: `a_${'0'.repeat(26)}`,
    subject: 'task',
    state: 'pending',
    digest: 'd',
    policyVersion: 1,
    createdAt: at,
    expiresAt: addMs(world.clock.now(), 7 * DAY).toISOString(),
    taskId: task.id,
    effect,
  };
  return { task, approval };
}

/** Whatever names the person; the address of the other one contains theirs. */
const NAMES = new RegExp(
  `(?<!jo)${ADDRESS.replace('.', '\\.')}|(?<!Jo)Ann Archer|4915112345678|Ann here`,
  'i',
);

describe('the export of a person', () => {
  it('has the profile, the replies with their mails, and what happened', async () => {
    const w = await workspace();
    await addSuppression(w.deps, {
      workspace: w.id,
      scope: 'workspace',
      value: ADDRESS,
      reason: 'legal',
      source: 'api',
      correlationId: 'c',
    });
    const person = await exportLead(w.deps, w.id, w.leadId);
    expect(person.records).toMatchObject({
      lead: [
        {
          profile: { address: ADDRESS, firstName: 'Ann' },
          origin: expect.any(String),
          suppression: { reason: 'legal' },
        },
      ],
      inbound: [{ text: 'Ann here' }],
      suppressions: [{ value: ADDRESS }],
    });
    expect(Buffer.from(person.mails[0]?.raw ?? '', 'base64').toString()).toContain('Hi');
    expect(person.events).toMatchObject([{ name: 'lead.suppressed' }]);
    expect(JSON.stringify(person)).not.toContain(OTHER);
  });
});

describe('the erasure of a person', () => {
  it('leaves the person nowhere, and everybody else where they were', async () => {
    const w = await workspace();
    expect(await w.stored()).toMatch(NAMES);
    await w.erase();
    await w.work();
    const after = await w.stored();
    expect(after.match(NAMES)).toBeNull();
    expect(after).not.toContain(w.leadId.slice(2));
    expect(after).toContain(OTHER);
    expect(await w.deps.leads.get(w.id, leadIdOf(w.id, OTHER))).toBeDefined();
    expect(await w.erasure()).toMatchObject({
      state: 'COMPLETED',
      reason: '[erased] asked for it',
      requestedBy: 'admin',
      counts: { files: 2 },
    });
    const events = (await everything(aws.events)).filter(({ pk }) =>
      String(pk).startsWith(`W#${w.id}#ERASURE`),
    );
    expect(events.map(({ name }) => name)).toEqual(['erasure.requested', 'erasure.completed']);
  });

  it('keeps a later import of the address suppressed', async () => {
    const w = await workspace();
    await w.erase();
    await w.work();
    await w.bring(`email\n${ADDRESS}\nnew@shop.example\n`);
    expect((await w.deps.leads.get(w.id, w.leadId))?.suppression?.reason).toBe('erased');
    expect((await w.deps.leads.get(w.id, leadIdOf(w.id, 'new@shop.example')))?.suppression).toBeUndefined();
  });

  it('keeps a suppression list that is imported later from naming the person', async () => {
    const w = await workspace();
    await w.erase();
    await w.work();
    const about = { workspace: w.id, scope: 'workspace', reason: 'manual', correlationId: 'c' } as const;
    const content = `email\n${ADDRESS.toUpperCase()}\nnew@shop.example\n`;
    expect(await importSuppressions(w.deps, { ...about, content })).toMatchObject({ added: 1, duplicate: 1 });
    expect(await addSuppression(w.deps, { ...about, value: ADDRESS, source: 'api' })).toMatchObject({
      added: false,
      suppression: { kind: 'erased', all: { reason: 'erased' } },
    });
    const after = await w.stored();
    expect(after.match(NAMES)).toBeNull();
    expect(after).toContain('new@shop.example');
  });

  it('goes on where a worker died, and twice is once', async () => {
    const w = await workspace();
    await w.erase();
    await w.erase();
    expect(w.sent).toHaveLength(2);
    for (let writes = 0; ; writes++) {
      let left = writes;
      const data = new Proxy(w.deps.data, {
        get: (store, name) => {
          const member = Reflect.get(store, name);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => {
            if ((name === 'delete' || name === 'change') && left-- === 0) throw new Error('died');
            return member.apply(store, args);
          };
        },
      });
      try {
        await workErasure({ ...w.deps, data }, { workspace: w.id, erasureId: (await w.erasure())!.id });
        break;
      } catch (error) {
        expect(error).toMatchObject({ message: 'died' });
      }
    }
    await w.work();
    expect((await w.stored()).match(NAMES)).toBeNull();
    expect(await w.erasure()).toMatchObject({ state: 'COMPLETED' });
  });

  it('is done again after a restore of the tables', async () => {
    const w = await workspace();
    const lead = await w.deps.leads.get(w.id, w.leadId);
    await w.erase();
    await w.work();
    const backup = { ...lead!, pk: `W#${w.id}#LEAD#${w.leadId}`, sk: 'LEAD' };
    await w.put(backup);
    expect((await w.stored()).match(NAMES)).not.toBeNull();
    expect(await replayErasures(w.deps, w.id)).toBe(1);
    await w.work();
    expect((await w.stored()).match(NAMES)).toBeNull();
  });

  it.each(['new', 'awaiting_approval', 'escalated'] as const)(
    'ends a letter to the person that is %s, and its approval, and lists them',
    async (status) => {
      const w = await workspace();
      const { task, approval } = letterTo(w.id, w.leadId, status);
      await w.deps.tasks.create(task, []);
      await w.deps.approvals.create(approval, []);
      await w.erase();
      await w.work();
      expect(await w.deps.tasks.get(task)).toMatchObject({
        status: 'cancelled',
        error: expect.stringContaining('was erased'),
        effect: { content: { subject: '', text: '', html: null } },
      });
      const { approvals } = await w.deps.approvals.list(w.id, { limit: 5 });
      expect(approvals).toMatchObject([{ state: status === 'awaiting_approval' ? 'void' : 'pending' }]);
      const told = (await everything(aws.events)).filter(({ pk }) => String(pk).includes(task.id));
      expect(JSON.stringify(told)).toContain('"cancel"');
      expect((await w.stored()).match(NAMES)).toBeNull();
    },
  );

  it.each([
    ['is being done', { status: 'in_progress' }],
    ['may have taken effect', { status: 'escalated', outcomeUnknown: true }],
  ] as const)('leaves a letter that %s to be settled', async (_, state) => {
    const w = await workspace();
    const { task } = letterTo(w.id, w.leadId, 'new');
    await w.deps.tasks.create({ ...task, ...state }, []);
    await w.erase();
    await w.work();
    expect(await w.deps.tasks.get(task)).toMatchObject(state);
    expect(await w.erasure()).toMatchObject({ state: 'COMPLETED' });
  });

  it('leaves the stop of a telephone number, and nothing else of the number', async () => {
    const w = await workspace();
    const number = numberIdOf(w.id, '+4915112345678');
    const last = { channel: 'sms', missionId: MISSION, cohort: 'c', leadId: w.leadId, step: 1 } as const;
    const heard = { at: '2026-03-05T12:01:00.000Z', source: 'SM1' };
    const written = writtenTo(newContactNumber(w.id, number), { ...last, at: '2026-03-05T12:00:00.000Z' });
    const answered = hearNumber(hearNumber(written, 'whatsapp', 'started', heard), 'sms', 'answered', heard);
    await w.deps.numbers.save(hearNumber(answered, 'sms', 'asked', heard));
    const silent = numberIdOf(w.id, '+4915112345679');
    await w.deps.numbers.save({ ...answered, id: silent });
    await w.erase();
    await w.work();
    expect(await w.deps.numbers.get(w.id, number)).toEqual({
      workspace: w.id,
      id: number,
      version: 2,
      channels: { sms: { asked: heard } },
    });
    expect(await w.deps.numbers.get(w.id, silent)).toBeUndefined();
  });

  it('hears a stop that comes while the record of its number is erased', async () => {
    const w = await workspace();
    const number = numberIdOf(w.id, '+4915112345678');
    const at = '2026-03-05T12:00:00.000Z';
    const last = { channel: 'sms', missionId: MISSION, cohort: 'c', leadId: w.leadId, step: 1, at } as const;
    const saved = await w.deps.numbers.save(writtenTo(newContactNumber(w.id, number), last));
    const read = await w.deps.data.get('records', { pk: `W#${w.id}#NUMBER#${number}`, sk: 'NUMBER' });
    await w.deps.numbers.save(hearNumber(saved, 'sms', 'asked', { at, source: 'SM1' }));
    const person = personOf((await w.deps.leads.get(w.id, w.leadId))!, w.deps.hashes.pseudonymOf(w.leadId));
    await eraseItem(w.deps, { table: 'records', item: read!, person, scrubber: scrubberOf(person) });
    expect(stopOf(await w.deps.numbers.get(w.id, number), 'sms')).toMatchObject({ reason: 'asked' });
  });
});

/** The person and another were sent a message; a process has read the ledger. */
async function written() {
  const w = await workspace();
  const ref = { workspace: w.id, missionId: MISSION, cohort: 'utc-0001' };
  const at = world.clock.now().toISOString();
  const sends = [w.leadId, leadIdOf(w.id, OTHER)].map(
    (leadId): Send => ({
      ...ref,
      leadId,
      step: 1,
      variant: 'A',
      state: 'claimed',
      channel: 'email',
      subject: leadId === w.leadId ? 'Ann here?' : 'Hello',
      contentHash: 'h',
      approvalId: 'a',
      domain: 'mail.acme.example',
      claimedAt: at,
    }),
  );
  const { ledger, claimed } = await w.deps.ledger.claim(emptyLedger(ref), sends, 1);
  const sent = { kind: 'sent', at, providerMessageId: 'p' } as const;
  await w.deps.ledger.settle(
    ledger,
    claimed.map((send) => ({ ref: send, feedback: sent })),
  );
  const remembering = new DynamoSendLedger(aws.records);
  await remembering.read(ref);
  return {
    ...w,
    remembering,
    messages: async () => (await remembering.ofCohort(ref)).map(viewMessage),
    /** A server gives up after days, and its report quotes the address. */
    hearBounce: (from: DynamoSendLedger) =>
      recordFeedback({ ...w.deps, ledger: from }, [
        {
          ref: { ...ref, leadId: w.leadId, step: 1 },
          feedback: { kind: 'bounced', at, permanent: true, diagnostic: `550 5.1.1 <${ADDRESS}>` },
        },
      ]),
  };
}

describe('an erasure beside processes that remember a ledger', () => {
  it('leaves the person in none of them', async () => {
    const w = await written();
    expect(JSON.stringify(await w.messages())).toContain(w.leadId);
    await w.erase();
    await w.work();
    const messages = await w.messages();
    expect(messages.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(JSON.stringify(messages)).not.toContain(w.leadId);
    expect(JSON.stringify(messages)).not.toMatch(NAMES);
  });

  it('leaves the person in none of them when its worker dies after each write', async () => {
    const w = await written();
    await w.erase();
    const { data } = w.deps;
    const then =
      <A extends unknown[]>(write: (...of: A) => Promise<void>) =>
      async (...of: A): Promise<void> => {
        await write(...of);
        throw new Error('died');
      };
    const mortal = withMethods(data, {
      change: then(data.change.bind(data)),
      delete: then(data.delete.bind(data)),
    });
    const message = { workspace: w.id, erasureId: (await w.erasure())?.id ?? '' };
    const dies = () => workErasure({ ...w.deps, data: mortal }, message).then(Boolean, () => true);
    while (await dies());
    expect(await w.erasure()).toMatchObject({ state: 'COMPLETED' });
    const messages = await w.messages();
    expect(messages).toHaveLength(2);
    expect(JSON.stringify(messages)).not.toContain(w.leadId);
  });

  it.each(['between its scans', 'after its end'])('drops what is heard of the person %s', async (when) => {
    const w = await written();
    await w.erase();
    if (when === 'after its end') await w.work();
    else {
      const { data } = w.deps;
      const scan: typeof data.scan = async (table, ...of) => {
        if (table === 'events') await w.hearBounce(w.remembering);
        return data.scan(table, ...of);
      };
      const message = { workspace: w.id, erasureId: (await w.erasure())?.id ?? '' };
      await workErasure({ ...w.deps, data: withMethods(data, { scan }) }, message);
    }
    for (const from of [w.remembering, new DynamoSendLedger(aws.records)]) await w.hearBounce(from);
    const stored = await w.stored();
    expect(stored).not.toMatch(NAMES);
    expect(stored).not.toContain(w.leadId.slice(2));
  });
});
