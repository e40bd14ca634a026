import { taskSettingsSchema } from '../../../shared/autonomy/contract/settings.ts';
import { newPool } from '../../../shared/domains/domain/pool.ts';
import { addDomain } from '../../../shared/domains/domain/sending-domain.ts';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { derivedId } from '../../../shared/kernel/ids.ts';
import { addSubscriber } from '../../../shared/newsletter/app/add-subscriber.ts';
import { putNewsletter } from '../../../shared/newsletter/app/manage-newsletters.ts';
import { holdPerson } from '../../../shared/replies/app/hold-person.ts';
import { createTask } from '../../../shared/tasks/app/create-task.ts';
import { settingsSchema } from '../../../shared/workspaces/contract/settings.ts';
import { withMethods } from '../../memory/meanwhile.ts';
import { NEWS } from '../../memory/newsletter.ts';
import { openMemory } from '../../memory/tables.ts';
import { ANN } from '../../memory/tasks.ts';
import { sampleLead, sampleProfile } from '../../support/samples.ts';
import { stores } from '../../support/stores.ts';
import { KINDS, LEAD, MESSAGE, RAISE_A_DAY } from './kinds.ts';
import { type Known, markOf } from './ledger.ts';
import type { TaskWorld } from './world.ts';

export const WORKSPACE = 'acme';
/** Late in a day, so that limits of the day are seen to begin anew. */
export const START = new Date('2026-03-03T22:50:00.000Z');
const DOMAIN = 'mail.acme.example';
const PROOF = { at: '2026-03-01T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };

/** A workspace with its accounts, a person who has written, subscribers, and tasks. */
export async function setUp(world: TaskWorld, random: () => number): Promise<Known[]> {
  const below = (n: number): number => Math.floor(random() * n);
  const { database, ledger, scheduler } = world;
  const { clock } = scheduler;
  const ports = {
    ...stores(openMemory(database), clock),
    clock,
    types: TASK_TYPES,
    publicBaseUrl: 'https://rex.example',
  };
  const limits = {
    executor: random() < 0.5 ? 720 : 2 + below(4),
    email: 1 + below(2),
    social: 1 + below(3),
    newsletter: 1,
    seoBulk: 1,
  };
  ledger.limits = limits;
  const settings = settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street, Springfield',
    website: 'https://acme.example',
    sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
    sendTime: { optimise: false },
    frequencyCap: { minHoursBetween: 0, maxIn30Days: 100 },
    sendsPerSecond: 100,
    tasks: taskSettingsSchema.parse({ limits, ads: { budgetRaiseADay: RAISE_A_DAY } }),
  });
  await ports.workspaces.save({ workspace: WORKSPACE, version: 1, settings }, 'absent', []);
  const proven = { state: 'verified', challenge: '' } as const;
  const pool = addDomain(
    newPool(WORKSPACE),
    { domain: DOMAIN, tier: 'custom', targetPerDay: 100 },
    START,
    proven,
  );
  const at = START.toISOString();
  const owner = {
    domain: DOMAIN,
    version: 1,
    workspace: WORKSPACE,
    proof: 'dns',
    since: '2026-03-01',
    at,
  } as const;
  await ports.domains.save(owner, pool, { owner: 'absent', pool: 'absent' }, []);
  const address = 'ada@people.example';
  await ports.leads.create(
    sampleLead({
      workspace: WORKSPACE,
      id: LEAD,
      profile: sampleProfile({ identity: address, address, consent: 'subscribed' }),
    }),
  );
  const kinds = chosen(random);
  if (kinds.includes('answer')) {
    const reading = { class: 'question', certainty: 'possible', by: 'rules', language: 'en' } as const;
    const message = {
      id: MESSAGE,
      receivedAt: at,
      channel: 'email',
      kind: 'reply',
      evidence: '',
      subject: 'A question',
      text: 'When do you open?',
      messageId: '<q@people.example>',
      reading,
    } as const;
    await holdPerson(ports, { workspace: WORKSPACE, leadId: LEAD, reason: 'reply', message });
  }
  if (kinds.includes('newsletter')) {
    await putNewsletter(ports, { workspace: WORKSPACE, body: NEWS, cause: ANN });
    for (let n = 1; n <= 2 + below(3); n++) {
      const body = { email: `reader${n}@people.example`, proof: PROOF };
      await addSubscriber(ports, { workspace: WORKSPACE, newsletter: NEWS.id, body, cause: ANN });
      ledger.subscribers.add(body.email);
    }
  }
  const tasks: Known[] = [];
  for (const [n, kind] of kinds.entries()) {
    const row = KINDS[kind];
    if (!row) continue;
    // An id of chance would let the same seed go otherwise.
    const id = derivedId('t', START, `${n} ${random()}`);
    const tasksOfSeed = withMethods(ports.tasks, {
      create: (task, events) =>
        ports.tasks.create(
          { ...task, id },
          events.map((event) => ({ ...event, about: id })),
        ),
    });
    const taskQueue = {
      send: async () => world.queues.deliver({ queue: 'tasks', message: { workspace: WORKSPACE, id } }),
    };
    await createTask(
      { ...ports, taskQueue, tasks: tasksOfSeed },
      {
        workspace: WORKSPACE,
        body: {
          type: row.type,
          title: kind,
          priority: 'normal',
          dryRun: false,
          payload: { ...row.payload(markOf({ n }, 0)) },
        },
        idempotencyKey: undefined,
        cause: ANN,
      },
    );
    const known = { id, kind, n, version: 0 };
    ledger.tasks.set(id, known);
    tasks.push(known);
  }
  return tasks;
}

/** Three to five kinds, of some of which there are two or three. */
function chosen(random: () => number): string[] {
  const names = Object.keys(KINDS);
  const some = Array.from(
    { length: 2 + Math.floor(random() * 3) },
    () => names[Math.floor(random() * names.length)] ?? 'x',
  );
  return some.flatMap((kind) => Array.from({ length: 1 + Math.floor(random() * 2.5) }, () => kind));
}
