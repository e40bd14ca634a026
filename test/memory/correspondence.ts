import { taskSettingsSchema } from '../../shared/autonomy/contract/settings.ts';
import { emailAnswerHandler } from '../../shared/correspondence/app/answer-handler.ts';
import { emailSendHandler } from '../../shared/correspondence/app/letter-handler.ts';
import { putFaqEntry } from '../../shared/correspondence/app/manage-faq.ts';
import { emailAnswerType, emailSendType } from '../../shared/correspondence/contract/tasks.ts';
import { HOUR } from '../../shared/kernel/clock.ts';
import { HeldIndex } from '../../shared/knowledge/adapters/fts/held-index.ts';
import type { HoldReason } from '../../shared/leads/contract/hold.ts';
import type { LlmPort } from '../../shared/llm/app/ports/llm.ts';
import { holdPerson } from '../../shared/replies/app/hold-person.ts';
import { createTask } from '../../shared/tasks/app/create-task.ts';
import { decideTask } from '../../shared/tasks/app/decide-task.ts';
import type { TaskHandler } from '../../shared/tasks/app/ports/handler.ts';
import { workTask } from '../../shared/tasks/app/work-task.ts';
import type { Task } from '../../shared/tasks/domain/task.ts';
import type { Settings } from '../../shared/workspaces/contract/settings.ts';
import { FAQ } from '../support/faq-questions.ts';
import { openOutreach, personOf } from './outreach.ts';
import { WORKSPACE } from './rex.ts';
import { ANN, BEN } from './tasks.ts';

export const ADA = personOf(1).id;

interface World {
  readonly tasks?: object;
  readonly settings?: Partial<Settings>;
  readonly llm?: LlmPort;
}

/** A person whom a mission wrote to, a list of frequent questions, and tasks that answer. In memory. */
export async function openCorrespondence({
  tasks = { email: { answers: 'on' } },
  settings = {},
  llm,
}: World = {}) {
  const rex = await openOutreach({ settings: { ...settings, tasks: taskSettingsSchema.parse(tasks) } });
  await rex.send();
  rex.mails.length = 0;
  const lead = await rex.lead(1);
  await rex.ports.leads.save({ ...lead, profile: { ...lead.profile, firstName: 'Ada' } });
  rex.pass(HOUR);
  for (const body of Object.values(FAQ))
    await putFaqEntry(rex.ports, { workspace: WORKSPACE, body, cause: ANN });
  const passageIndex = new HeldIndex(rex.ports);
  const ports = { ...rex.ports, llm, passageIndex };
  const open = (some: object = {}) => {
    const email = { ...ports, ...some };
    const handlers = [emailAnswerHandler(email), emailSendHandler(email)] as readonly TaskHandler[];
    return {
      ...email,
      types: new Map([emailAnswerType, emailSendType].map((type) => [type.type, type])),
      handlers: new Map(handlers.map((handler) => [handler.type, handler])),
      dryRun: false,
      log: () => undefined,
    };
  };
  const deps = open();
  const read = async (id: string): Promise<Task> => {
    const task = await ports.tasks.get({ workspace: WORKSPACE, id });
    if (!task) throw new Error(`There is no task ${id}.`);
    return task;
  };
  let heard = 0;
  return {
    ...rex,
    ports,
    deps,
    open,
    read,
    /** What the person writes: a question, unless it is said otherwise. */
    async writes(text: string, { reason = 'reply' as HoldReason, language = 'en' } = {}): Promise<string> {
      heard += 1;
      const message = {
        id: `in-${heard}`,
        receivedAt: ports.clock.now().toISOString(),
        channel: 'email' as const,
        kind: 'reply' as const,
        evidence: '',
        subject: 'A question',
        text,
        missionId: rex.id,
        step: 1,
        messageId: `<q${heard}@people.example>`,
        reading: {
          class: 'question' as const,
          certainty: 'possible' as const,
          by: 'rules' as const,
          language,
        },
      };
      await holdPerson(ports, { workspace: WORKSPACE, leadId: ADA, reason, message });
      return message.id;
    },
    create: (type: 'email.answer' | 'email.send', payload: object, change: object = {}) =>
      createTask(deps, {
        workspace: WORKSPACE,
        body: {
          type,
          title: 'A mail',
          priority: 'normal',
          dryRun: false,
          payload: { lead: ADA, ...payload },
          ...change,
        },
        idempotencyKey: undefined,
        cause: ANN,
      }),
    work: async (id: string, some: object = {}): Promise<Task> => {
      await workTask(open(some), { workspace: WORKSPACE, id });
      return read(id);
    },
    async approve(id: string): Promise<void> {
      const { approvalId = '' } = await read(id);
      const found = await ports.approvals.get(WORKSPACE, approvalId);
      const digest = found?.digest ?? '';
      await decideTask(
        deps,
        { workspace: WORKSPACE, id: approvalId },
        { outcome: 'approved', digest, cause: BEN },
      );
    },
    answers: () => ports.answers.ofLead(WORKSPACE, ADA),
  };
}
