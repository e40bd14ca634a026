import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { GoogleAds } from '../../../shared/ads/adapters/google-ads/google-ads.ts';
import { adsChangeHandler } from '../../../shared/ads/app/change-handler.ts';
import { adsReportHandler } from '../../../shared/ads/app/report-handler.ts';
import { emailAnswerHandler } from '../../../shared/correspondence/app/answer-handler.ts';
import { emailSendHandler } from '../../../shared/correspondence/app/letter-handler.ts';
import { agentRunHandler } from '../../../shared/guilds/app/agent-run-handler.ts';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { answerKey } from '../../../shared/inbox/adapters/keys.ts';
import { sendAnswer } from '../../../shared/inbox/app/send-answer.ts';
import { sweepAnswers } from '../../../shared/inbox/app/sweep-answers.ts';
import type { AnswerMessage } from '../../../shared/inbox/contract/messages.ts';
import { SECOND } from '../../../shared/kernel/clock.ts';
import { issueKey } from '../../../shared/newsletter/adapters/keys.ts';
import { newsletterSendHandler } from '../../../shared/newsletter/app/send-handler.ts';
import { sweepNewsletters } from '../../../shared/newsletter/app/sweep-newsletters.ts';
import { workIssue } from '../../../shared/newsletter/app/work-issue.ts';
import type { NewsletterMessage } from '../../../shared/newsletter/contract/messages.ts';
import type { OutgoingMail, SendOutcome } from '../../../shared/sending/app/ports/sending.ts';
import { WordPressEditor } from '../../../shared/seo/adapters/wordpress/wordpress-editor.ts';
import { seoAuditHandler } from '../../../shared/seo/app/audit-handler.ts';
import { seoBulkHandler, seoFixHandler } from '../../../shared/seo/app/fix-handler.ts';
import { openNetworks } from '../../../shared/social/adapters/networks/networks.ts';
import { numbersHandler } from '../../../shared/social/app/numbers-handler.ts';
import { publishHandler } from '../../../shared/social/app/publish-handler.ts';
import { dispatchTasks } from '../../../shared/tasks/app/dispatch-tasks.ts';
import type { TaskHandler } from '../../../shared/tasks/app/ports/handler.ts';
import { workTask } from '../../../shared/tasks/app/work-task.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import type { JsonAnswer, JsonRequest } from '../../../shared/webhooks/adapters/https/json-client.ts';
import { type Command, MemoryDatabase } from '../../memory/database.ts';
import { tableOver } from '../../memory/tables.ts';
import { JPEG } from '../../support/social/social-world.ts';
import { stores } from '../../support/stores.ts';
import { eachAlone, nameOf } from '../planted.ts';
import { type Outcome, Queues } from '../queues.ts';
import type { Process, Scheduler } from '../scheduler.ts';
import { CONNECTIONS } from './kinds.ts';
import { TaskLedger } from './ledger.ts';
import { Outside, SITE } from './outside.ts';
import { planted, plantedAnswer, plantedHandler, type TaskPlant } from './planted.ts';

/** A read that need not be consistent may miss what was written so lately. */
const STALE_MS = 10 * SECOND;

/** Nobody has let content pass; its workspace has no gate. */
const NOTHING = { isReleased: async () => false };

type Queued =
  | { readonly queue: 'tasks'; readonly message: TaskMessage }
  | { readonly queue: 'answers'; readonly message: AnswerMessage }
  | { readonly queue: 'newsletters'; readonly message: NewsletterMessage };

/** The executor and its handlers around one database in memory, with what is outside: queues, accounts, a provider of mail. */
export class TaskWorld {
  readonly database: MemoryDatabase;
  readonly scheduler: Scheduler;
  readonly ledger: TaskLedger;
  readonly outside: Outside;
  readonly queues: Queues<Queued>;
  private readonly plant: TaskPlant | undefined;
  private processes = 0;
  /** The task that a process works. */
  private readonly works = new Map<Process, string>();
  /** What was there when a process read of an account last. */
  private readonly reads = new WeakMap<Process, ReadonlyMap<string, string>>();

  constructor(scheduler: Scheduler, plant: TaskPlant | undefined) {
    this.scheduler = scheduler;
    this.database = new MemoryDatabase(() => scheduler.now);
    this.plant = plant;
    this.ledger = new TaskLedger(scheduler);
    this.outside = new Outside(() => new Date(scheduler.now));
    this.queues = new Queues(scheduler, (queued, outcome) =>
      this.spawn(
        queued.queue,
        (ports) => work(ports, queued),
        outcome,
        queued.queue === 'tasks' ? queued.message.id : undefined,
      ),
    );
  }

  /** The ports of one process: what it calls happens when the scheduler picks it, or fails, or never does. */
  portsOf(process: Process) {
    const ports = this.basePortsOf(process);
    return { ...ports, handlers: this.handlersOf(ports, process) };
  }

  private basePortsOf(process: Process) {
    const { scheduler } = this;
    const { clock } = scheduler;
    const send = eachAlone((command: Command) =>
      scheduler.call(
        process,
        () => nameOf(command),
        () => this.run(command, process),
      ),
    );
    const call = <T>(name: string, effect: () => T) => scheduler.call(process, () => name, effect);
    const queueOf = <Q extends Queued['queue']>(queue: Q) => ({
      send: (
        messages: readonly Extract<Queued, { queue: Q }>['message'][],
        { delaySeconds = 0 }: { readonly delaySeconds?: number } = {},
      ) =>
        call(`${queue}.send`, () => {
          for (const message of messages)
            scheduler.after(delaySeconds * SECOND, () => this.queues.deliver({ queue, message } as Queued));
        }),
    });
    const wait = (ms: number): Promise<void> => new Promise((resolve) => this.wait(process, ms, resolve));
    return {
      ...stores({ records: tableOver(send, 'records'), events: tableOver(send, 'events') }, clock),
      types: TASK_TYPES,
      taskQueue: queueOf('tasks'),
      answerQueue: queueOf('answers'),
      newsletterQueue: queueOf('newsletters'),
      mailer: { send: (mail: OutgoingMail) => this.carry(process, mail) },
      connections: {
        open: async (_: string, id: string) =>
          CONNECTIONS.get(id) ?? ({ outcome: 'refused', reason: 'There is no such account.' } as const),
        refused: async () => this.ledger.violate('An account is said to be refused, and is not.'),
      },
      erasedNameOf: (list: string, identity: string) => `${list} ${identity}`,
      threadSecret: 'secret',
      publicBaseUrl: 'https://rex.example',
      enabled: true,
      dryRun: false,
      log: () => undefined,
      llm: undefined,
      // Every answer has its words.
      passageIndex: { search: async () => [] },
      clock,
      wait,
    };
  }

  private handlersOf(
    ports: ReturnType<TaskWorld['basePortsOf']>,
    process: Process,
  ): Map<string, TaskHandler> {
    const call = (request: JsonRequest) => this.ask(process, request);
    const { clock, wait } = ports;
    const social = {
      ...ports,
      networks: openNetworks({ call, clock, wait }),
      images: {
        read: (url: string) =>
          this.scheduler.call(
            process,
            () => 'image',
            () => ({ kind: 'image', image: { url, kind: 'image/jpeg', bytes: JPEG } }) as const,
          ),
      },
    };
    const ads = { ...ports, googleAds: new GoogleAds({ call, clock }) };
    const editor = new WordPressEditor(call);
    const now = (): number => clock.now().getTime();
    const fixes = { ...ports, now, editors: { wordpress: editor, shopify: editor } };
    const page = {
      kind: 'fetched',
      url: SITE,
      status: 200,
      contentType: 'text/html',
      body: '<title>Shop</title>',
      bytes: Buffer.from('<title>Shop</title>'),
    } as const;
    const agents = {
      ...ports,
      passageIndex: { search: async () => [] },
      llmUsage: async () => ({ spentUsd: 0, leftUsd: 1 }),
    };
    const all = [
      seoAuditHandler(() => ({ read: async () => page })),
      seoFixHandler(fixes),
      seoBulkHandler(fixes),
      emailAnswerHandler(ports),
      emailSendHandler(ports),
      newsletterSendHandler({ ...ports, released: NOTHING }),
      publishHandler({ ...social, released: NOTHING }),
      numbersHandler(social),
      agentRunHandler(agents),
      adsReportHandler(ads),
      adsChangeHandler(ads),
    ] as readonly TaskHandler[];
    return new Map(all.map((handler) => [handler.type, plantedHandler(this.plant, handler)]));
  }

  private run(command: Command, process: Process): unknown {
    const unseenSince = this.scheduler.isFault('stale') ? this.scheduler.now - STALE_MS : undefined;
    const answer = this.database.run(planted(this.plant, command), unseenSince);
    this.ledger.wrote(command);
    return plantedAnswer(this.plant, answer, process);
  }

  /** A request that takes effect may have done so without an answer; one that was not taken was certainly not. */
  private ask(process: Process, request: JsonRequest): Promise<JsonAnswer> {
    return this.scheduler
      .call<JsonAnswer>(
        process,
        () => `${request.method} ${new URL(request.url).pathname}`,
        () => {
          const { answer, changes } = this.outside.call(request);
          const task = this.works.get(process);
          for (const change of changes) this.ledger.changed(task, change, this.reads.get(process));
          if (request.method === 'GET' || request.url.endsWith(':search'))
            this.reads.set(process, this.outside.everything());
          return answer;
        },
        { lost: () => ({ kind: 'no-answer', fault: 'TIMEOUT', neverSent: false }), slowness: 'hang' },
      )
      .catch((): JsonAnswer => ({ kind: 'no-answer', fault: 'CONNECTION', neverSent: true }));
  }

  private carry(process: Process, mail: OutgoingMail): Promise<SendOutcome> {
    return this.scheduler
      .call<SendOutcome>(
        process,
        () => 'mail',
        () => ({ outcome: 'accepted', providerMessageId: this.ledger.mailed(this.taskOf(mail), mail) }),
        { lost: () => ({ outcome: 'unknown', reason: 'no answer' }), slowness: 'hang' },
      )
      .catch((): SendOutcome => ({ outcome: 'unavailable', reason: 'busy' }));
  }

  /** By the record of the answer or issue that the mail is of. */
  private taskOf({ tags: { workspace = '', lead = '', answer, issue = '' } }: OutgoingMail): string {
    const Key = answer === undefined ? issueKey(workspace, issue) : answerKey(workspace, lead, answer);
    const { Item } = this.database.run(new GetCommand({ TableName: 'records', Key: { ...Key } })) as {
      Item?: { task?: string };
    };
    return Item?.task ?? '';
  }

  private wait(process: Process, ms: number, resolve: () => void): void {
    process.waiting++;
    this.scheduler.after(ms, () => {
      process.waiting--;
      resolve();
    });
  }

  spawn(
    name: string,
    act: (ports: TaskPorts) => Promise<unknown>,
    outcome: Outcome,
    task?: string | undefined,
  ): void {
    this.scheduler.spawn(
      `${name} ${++this.processes}`,
      (process) => {
        if (task !== undefined) this.works.set(process, task);
        return act(this.portsOf(process));
      },
      outcome,
    );
  }

  /** One run of the executor, and of what queues issues and answers that are due. */
  execute(): void {
    const nothing: Outcome = { ended: () => undefined, died: () => undefined };
    this.spawn('executor', (ports) => dispatchTasks(ports), nothing);
    this.spawn('monitor', (ports) => sweepAnswers(ports), nothing);
    this.spawn('monitor', (ports) => sweepNewsletters(ports), nothing);
  }
}

export type TaskPorts = ReturnType<TaskWorld['portsOf']>;

async function work(ports: TaskPorts, queued: Queued): Promise<void> {
  if (queued.queue === 'tasks') return workTask(ports, queued.message);
  if (queued.queue === 'answers') return sendAnswer(ports, queued.message);
  if (queued.message.kind === 'issue') return workIssue(ports, queued.message);
}
