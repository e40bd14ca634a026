import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DailyLimit } from '../../../shared/autonomy/contract/settings.ts';
import type { Effect } from '../../../shared/autonomy/domain/effect.ts';
import type { OutgoingMail } from '../../../shared/sending/app/ports/sending.ts';
import type { Command } from '../../memory/database.ts';
import type { Scheduler } from '../scheduler.ts';
import { KINDS, RAISE_A_DAY } from './kinds.ts';
import type { Change } from './outside.ts';

/** A task of a history, as those who wait for it know it. */
export interface Known {
  readonly id: string;
  readonly kind: string;
  readonly n: number;
  /** Of its newest version. */
  version: number;
}

/** What versions of a task leave outside; nothing else of theirs holds it. */
const MARK = /\bt\d+v\d+\b/g;
export const markOf = ({ n }: Pick<Known, 'n'>, version: number): string => `t${n}v${version}`;

/**
 * What happened outside, and what must be true of it. It takes nothing from Rex's word but the day on which a claim counts.
 */
export class TaskLedger {
  readonly violations: string[] = [];
  readonly tasks = new Map<string, Known>();
  /** Of each task that undoes another, which one. */
  readonly undoes = new Map<string, string>();
  /** Tasks that members asked to undo. */
  readonly unwanted = new Set<string>();
  /** Acknowledged, and not taken back since. */
  paused = false;
  /** When somebody asked last that the workspace go on: for a while that may still take effect. */
  resumed = Number.NEGATIVE_INFINITY;
  /** Tasks whose end a member was told, and who asked for nothing since. */
  readonly ended = new Set<string>();
  /** When somebody asked last that a task be tried again, as it is or changed. */
  readonly retried = new Map<string, number>();
  /** What happened, by task: what is there afterwards. */
  readonly done = new Map<string, string[]>();
  readonly subscribers = new Set<string>();
  private readonly approved = new Map<string, Set<string>>();
  private readonly claimDay = new Map<string, string>();
  private readonly holdDay = new Map<string, string>();
  private readonly counted = new Map<string, Set<string>>();
  private readonly raised = new Map<string, number>();
  private readonly copies = new Set<string>();
  /** What is as Rex set it last. */
  private readonly setByRex = new Map<string, string | null>();
  private readonly scheduler: Scheduler;
  limits: Readonly<Partial<Record<DailyLimit, number>>> = {};
  mails = 0;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  violate(what: string): void {
    this.scheduler.tell(`VIOLATED: ${what}`);
    this.violations.push(what);
  }

  /** From the moment somebody asks: it may take effect at any time then. */
  approves(task: string, effect: Effect): void {
    const all = this.approved.get(task) ?? new Set();
    for (const token of tokensOf(effect)) all.add(token);
    this.approved.set(task, all);
  }
  /** What was approved until now, which an edit makes void once it is acknowledged. */
  approvalsOf(task: string): string[] {
    return [...(this.approved.get(task) ?? [])];
  }
  voids(task: string, tokens: readonly string[]): void {
    for (const token of tokens) this.approved.get(task)?.delete(token);
  }

  /** Notes the days in which claims and raises count. */
  wrote(command: Command): void {
    if (!(command instanceof TransactWriteCommand)) return;
    for (const { Put: { Item: item = {} } = {} } of command.input.TransactItems ?? []) {
      if (item['status'] === 'in_progress')
        this.claimDay.set(String(item['id']), String(item['claim']?.at).slice(0, 10));
      if (item['customer'] !== undefined && item['micros'] !== undefined)
        this.holdDay.set(String(item['taskId']), String(item['day']));
      // Who asked for it may have died before they were told its id.
      if (this.unwanted.has(String(item['undoes'])))
        this.undoes.set(String(item['id']), String(item['undoes']));
    }
  }

  /** Somebody who is not Rex changed it. */
  changedByOthers(what: string): void {
    this.setByRex.delete(what);
  }

  /** Something at an account is not as it was; `read` is what its process had read of it. */
  changed(id: string | undefined, change: Change, read?: ReadonlyMap<string, string>): void {
    const { what, before, after } = change;
    // Nobody sees a container of Instagram, or a slug that follows its title.
    const undone = this.undoes.get(id ?? '');
    const task = this.tasks.get(undone ?? id ?? '');
    this.tell(`${what}: ${before} -> ${after}`);
    if (!id || !task) {
      this.violate(`${what} was changed by ${id ?? 'a process without a task'}`);
      return;
    }
    const name = `${task.kind} ${markOf(task, task.version)}`;
    const had = read?.get(what) ?? null;
    if (read && had !== before && this.setByRex.get(what) === before)
      this.violate(`${name}: saw ${what} as ${had}, and another task had made it ${before} since`);
    this.setByRex.set(what, after);
    if (undone === undefined) {
      const token = after?.match(MARK)?.[0] ?? after ?? '';
      const isRight = KINDS[task.kind]?.runs || isCut(change, read) || this.approved.get(id)?.has(token);
      if (!isRight) this.violate(`${name}: nobody approved "${after}"`);
      if (what.startsWith('post ') && after !== null && !consistent(after))
        this.violate(`${name}: what was approved apart was posted together: "${after}"`);
    }
    const key = what.startsWith('post ') ? 'post' : what;
    this.happens(id, task, `${key} = ${what.startsWith('post ') && after !== null ? 'there' : after}`);
    const [was, is] = [Number(before), Number(after)];
    if (what.endsWith('amountMicros') && is > was) this.raises(id, is - was);
  }

  private raises(id: string, by: number): void {
    const day = this.holdDay.get(id) ?? 'no day';
    const sum = Math.round(((this.raised.get(day) ?? 0) + by) * 100) / 100;
    this.raised.set(day, sum);
    if (sum > RAISE_A_DAY) this.violate(`budgets rose by ${sum} on ${day}`);
  }

  mailed(id: string, { to, tags, parts }: OutgoingMail): string {
    const task = this.tasks.get(id);
    this.tell(`a mail to ${to}`);
    this.mails++;
    const provider = `provider-${this.mails}`;
    if (!task) {
      this.violate(`a mail of ${id || 'no task'}`);
      return provider;
    }
    const name = `${task.kind} ${markOf(task, task.version)}`;
    const [mark = ''] = `${parts.subject} ${parts.text}`.match(MARK) ?? [];
    if (!this.approved.get(id)?.has(mark)) this.violate(`${name}: nobody approved the mail ${mark}`);
    if (tags.issue === undefined) {
      this.happens(id, task, 'mail');
      if (task.kind === 'answer') this.once(`the answer to the message`);
    } else {
      if (!this.subscribers.has(to)) this.violate(`${to} has not subscribed`);
      this.once(copyOf(tags.issue, to));
      if (!this.done.has(id)) this.happens(id, task, 'issue');
      else this.heeds(id, task);
    }
    return provider;
  }

  hasGone(issue: string, to: string): boolean {
    return this.copies.has(copyOf(issue, to));
  }

  private once(what: string): void {
    if (this.copies.has(what)) this.violate(`${what} went out twice`);
    this.copies.add(what);
  }

  private happens(id: string, task: Known, what: string): void {
    const before = this.done.get(id) ?? [];
    if (before.includes(what)) this.violate(`${task.kind} ${id.slice(-3)}: ${what} twice`);
    this.done.set(id, [...before, what]);
    this.heeds(id, task);
    const limit = KINDS[task.kind]?.limit;
    if (limit && !this.undoes.has(id)) this.count(limit, id);
    this.count('executor', id);
  }

  private heeds(id: string, task: Known): void {
    if (this.paused) this.violate(`${task.kind} ${id.slice(-3)} took effect after a pause was acknowledged`);
    if (this.ended.has(id))
      this.violate(`${task.kind} ${id.slice(-3)} took effect after its end was acknowledged`);
  }

  private count(limit: DailyLimit, id: string): void {
    const day = `${limit} ${this.claimDay.get(id)}`;
    const all = this.counted.get(day) ?? new Set();
    this.counted.set(day, all.add(id));
    const most = this.limits[limit] ?? Number.POSITIVE_INFINITY;
    if (all.size > most) this.violate(`${all.size} of ${limit} on one day, and ${most} are the most`);
  }

  private tell(what: string): void {
    this.scheduler.tell(`OUTSIDE: ${what}`);
  }
}

const copyOf = (issue: string, to: string): string => `${issue} to ${to}`;

/**
 * By the rules of Rex a bid falls without asking. It is judged by what the process had read last: Google Ads has no guarded write,
 * so a person who changes it in between is not seen.
 */
const isCut = ({ what, before, after }: Change, read: ReadonlyMap<string, string> | undefined): boolean =>
  what.endsWith('cpcBidMicros') && after !== null && Number(after) < Number(read?.get(what) ?? before);

/** What an approval of this effect says yes to: marks and values that it leaves outside. */
function tokensOf({ content, changes }: Effect): string[] {
  const texts = [content?.subject, content?.text, ...changes.map(({ after }) => after)].map(
    (text) => text ?? '',
  );
  return texts.flatMap((text) => text.match(MARK) ?? [text]).filter((text) => text !== '');
}

/** Text and image of a post are of one version. */
const consistent = (post: string): boolean => new Set(post.match(MARK)).size <= 1;
