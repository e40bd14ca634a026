import { randomUUID } from 'node:crypto';
import type {
  CreateScheduleCommandInput,
  CreateScheduleCommandOutput,
} from '@aws-sdk/client-scheduler/dist-types/index.js';
import { Client, Command, type RequestParts, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { jsonFailure, jsonOf, readJson } from '../json.ts';
import { type Exceptions, ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';
import { encodeSegment } from '../sign.ts';

export type * from '@aws-sdk/client-scheduler/dist-types/index.js';

export class ConflictException extends ServiceException {}

const SCHEDULER: Service = {
  id: 'SCHEDULER',
  host: 'scheduler',
  signing: 'scheduler',
  exceptions: { base: ServiceException, named: { ConflictException } },
};

export class SchedulerClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, SCHEDULER);
  }
}

export class CreateScheduleCommand extends Command<CreateScheduleCommandInput, CreateScheduleCommandOutput> {
  /** With a token, a request that is tried again after its answer was lost finds its own schedule, and no conflict. */
  private readonly token = randomUUID();

  request(): RequestParts {
    const { Name = '', ClientToken = this.token, ...body } = this.input;
    return {
      method: 'POST',
      path: `/schedules/${encodeSegment(Name)}`,
      headers: { 'content-type': 'application/json' },
      body: jsonOf({ ...body, ClientToken }),
    };
  }

  output(answer: HttpAnswer): CreateScheduleCommandOutput {
    return readJson(answer);
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    return jsonFailure(answer, exceptions, 'header');
  }
}
