import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Iam } from '../iam/iam.ts';
import type { Deliveries } from '../lambda/deliveries.ts';
import type { Meter } from '../meter/meter.ts';
import type { RuntimeStore } from '../store.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import { AwsError } from './aws-error.ts';
import type { Periodics } from './periodic.ts';
import { parseSchedule, type Timing } from './schedule-expression.ts';

const scheduleDefinition = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Description: z.string().optional(),
  FlexibleTimeWindow: z.looseObject({ Mode: z.string() }).default({ Mode: 'OFF' }),
  Target: z.looseObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
    RetryPolicy: z.looseObject({ MaximumRetryAttempts: z.coerce.number().optional() }).optional(),
  }),
});
type ScheduleDefinition = z.infer<typeof scheduleDefinition>;

export interface Scheduler {
  /** Answers one request of the Scheduler API. @throws AwsError */
  handle(method: string, url: URL, body: unknown): unknown;
  /** A schedule or a group of the template. */
  addFromTemplate(name: string, definition: unknown): void;
  addGroup(name: string): void;
  /** Plans what was left by the last process. */
  resume(): void;
}

export interface SchedulerServices {
  readonly store: RuntimeStore;
  readonly clock: VirtualClock;
  readonly periodics: Periodics;
  readonly deliveries: Deliveries;
  readonly meter: Meter;
  readonly iam: Iam;
}

const ACTIONS: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  lambda: 'lambda:InvokeFunction',
  states: 'states:StartExecution',
};
const PRINCIPAL = 'scheduler.amazonaws.com';

const DEFAULT_GROUP = 'default';
const TEMPLATE_GROUP = 'template';
const PATH = /^\/(schedules|schedule-groups)(?:\/([^/]+))?$/;
const requestGroup = z.object({ GroupName: z.string().default(DEFAULT_GROUP) });

const arnOf = (group: string, name: string): string =>
  `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/${group}/${name}`;

export function createScheduler({
  store,
  clock,
  periodics,
  deliveries,
  meter,
  iam,
}: SchedulerServices): Scheduler {
  const find = store.db.prepare('SELECT definition FROM schedules WHERE schedule_group = ? AND name = ?');
  const all = store.db.prepare(
    'SELECT schedule_group, name, definition FROM schedules WHERE last_run IS NULL',
  );
  const list = store.db.prepare('SELECT schedule_group, name, definition FROM schedules ORDER BY name');
  const save = store.db.prepare(
    'INSERT OR REPLACE INTO schedules (schedule_group, name, definition, last_run) VALUES (?, ?, ?, NULL)',
  );
  const ran = store.db.prepare('UPDATE schedules SET last_run = ? WHERE schedule_group = ? AND name = ?');
  const remove = store.db.prepare('DELETE FROM schedules WHERE schedule_group = ? AND name = ?');
  const groups = new Set([DEFAULT_GROUP, TEMPLATE_GROUP]);
  const planned = new Map<string, () => void>();

  const run = (group: string, name: string, definition: ScheduleDefinition, scheduled: number): void => {
    const { Arn, RoleArn, Input, DeadLetterConfig, RetryPolicy } = definition.Target;
    const may = (arn: string): boolean => {
      const need = { action: ACTIONS[arn.split(':')[2] ?? ''] ?? 'unknown', resource: arn };
      return iam.refusalOf(iam.roleAs(RoleArn, 'scheduler'), [need]) === undefined;
    };
    const payload = (Input ?? '{}')
      .replaceAll('<aws.scheduler.scheduled-time>', new Date(scheduled).toISOString())
      .replaceAll('<aws.scheduler.schedule-arn>', arnOf(group, name))
      .replaceAll('<aws.scheduler.attempt-number>', '1');
    const deadLetterArn = DeadLetterConfig?.Arn;
    if (!may(Arn)) {
      // No attempt can help it. What its role may not even put among the dead letters is lost, as on AWS.
      if (deadLetterArn !== undefined && may(deadLetterArn))
        deliveries.deliver({ arn: deadLetterArn }, payload);
      return;
    }
    deliveries.deliver({ arn: Arn, deadLetterArn, maxRetries: RetryPolicy?.MaximumRetryAttempts }, payload);
  };
  const plan = (group: string, name: string, definition: ScheduleDefinition): void => {
    const key = arnOf(group, name);
    planned.get(key)?.();
    planned.delete(key);
    if (definition.State === 'DISABLED') return;
    const timing = timingOf(definition);
    if (timing.kind === 'periodic') {
      periodics.add(key, timing.next, () => run(group, name, definition, clock.time()));
      return;
    }
    const cancel = clock.at(timing.at, 'planned', () => {
      planned.delete(key);
      meter.count('scheduler.invocations', 1);
      run(group, name, definition, timing.at);
      if (definition.ActionAfterCompletion === 'DELETE') remove.run(group, name);
      else ran.run(Math.floor(clock.time()), group, name);
    });
    planned.set(key, cancel);
  };
  const write = (group: string, name: string, body: unknown): unknown => {
    const parsed = scheduleDefinition.safeParse(body);
    if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
    timingOf(parsed.data);
    if (!iam.mayAssume(parsed.data.Target.RoleArn, PRINCIPAL)) {
      throw new AwsError(
        'ValidationException',
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      );
    }
    save.run(group, name, JSON.stringify(parsed.data));
    plan(group, name, parsed.data);
    return { ScheduleArn: arnOf(group, name) };
  };

  const schedules = (method: string, name: string, url: URL, body: unknown): unknown => {
    const fromBody = method === 'POST' || method === 'PUT';
    const group = fromBody
      ? requestGroup.parse(body).GroupName
      : (url.searchParams.get('groupName') ?? DEFAULT_GROUP);
    const existing = find.get(group, name)?.['definition'];
    const absent = () => new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    switch (method) {
      case 'POST':
        if (!groups.has(group))
          throw new AwsError('ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
        if (existing !== undefined)
          throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
        return write(group, name, body);
      case 'PUT':
        if (existing === undefined) throw absent();
        return write(group, name, body);
      case 'GET':
        if (existing === undefined) throw absent();
        return { ...JSON.parse(String(existing)), Name: name, GroupName: group, Arn: arnOf(group, name) };
      case 'DELETE':
        if (existing === undefined) throw absent();
        remove.run(group, name);
        planned.get(arnOf(group, name))?.();
        planned.delete(arnOf(group, name));
        return {};
      default:
        throw new AwsError('ValidationException', `${method} is not an operation on schedules.`);
    }
  };

  return {
    handle(method, url, body) {
      const [, kind, encoded] = PATH.exec(url.pathname) ?? [];
      const name = decodeURIComponent(encoded ?? '');
      if (kind === 'schedule-groups') {
        if (method === 'POST') groups.add(name);
        if (!groups.has(name))
          throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
        return {
          Name: name,
          ScheduleGroupArn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/${name}`,
        };
      }
      if (kind === 'schedules' && name !== '') return schedules(method, name, url, body);
      if (kind === 'schedules' && method === 'GET') return { Schedules: list.all().map(summaryOf) };
      throw new AwsError('ValidationException', `${method} ${url.pathname} is not known to infra/local.`);
    },
    addFromTemplate(name, definition) {
      const parsed = scheduleDefinition.parse(definition);
      const timing = timingOf(parsed);
      // A one-time schedule of a template runs once in the life of a home; a periodic one has nothing to keep.
      if (timing.kind === 'once') {
        if (find.get(TEMPLATE_GROUP, name) !== undefined) return;
        save.run(TEMPLATE_GROUP, name, JSON.stringify(parsed));
      }
      plan(TEMPLATE_GROUP, name, parsed);
    },
    addGroup: (name) => void groups.add(name),
    resume() {
      for (const row of all.all()) {
        const definition = scheduleDefinition.parse(JSON.parse(String(row['definition'])));
        plan(String(row['schedule_group']), String(row['name']), definition);
      }
    },
  };
}

function timingOf({ ScheduleExpression, ScheduleExpressionTimezone }: ScheduleDefinition): Timing {
  try {
    return parseSchedule(ScheduleExpression, ScheduleExpressionTimezone);
  } catch (error) {
    throw new AwsError('ValidationException', error instanceof Error ? error.message : String(error));
  }
}

const summaryOf = (row: Record<string, unknown>) => ({
  Name: String(row['name']),
  GroupName: String(row['schedule_group']),
  Arn: arnOf(String(row['schedule_group']), String(row['name'])),
  State: scheduleDefinition.parse(JSON.parse(String(row['definition']))).State,
});
