import { ConflictException, CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { currentTrace } from '../../../kernel/trace.ts';
import type { Scheduler } from '../../ports/queues.ts';

export interface SchedulerTarget {
  readonly queueArn: string;
  readonly roleArn: string;
  readonly group: string;
}

/** One-time EventBridge schedules that put a message on a queue. Whole minutes, never early. */
export class QueueScheduler<M extends object> implements Scheduler<M> {
  private readonly client: SchedulerClient;
  private readonly target: SchedulerTarget;

  constructor(client: SchedulerClient, target: SchedulerTarget) {
    this.client = client;
    this.target = target;
  }

  async at(name: string, when: Date, message: M): Promise<void> {
    const minute = new Date(Math.ceil(when.getTime() / 60_000) * 60_000);
    try {
      await this.client.send(
        new CreateScheduleCommand({
          Name: name.slice(0, 64),
          GroupName: this.target.group,
          ScheduleExpression: `at(${minute.toISOString().slice(0, 19)})`,
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: {
            Arn: this.target.queueArn,
            RoleArn: this.target.roleArn,
            // Scheduler cannot set message attributes, so the trace is in the body, where consumers ignore it.
            Input: JSON.stringify({ ...message, trace: currentTrace()?.correlationId }),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
  }
}
