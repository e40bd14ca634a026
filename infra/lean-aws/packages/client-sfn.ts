import type * as sfn from '@aws-sdk/client-sfn/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-sfn/dist-types/index.js';

export class ExecutionAlreadyExists extends ServiceException {}
export class ExecutionDoesNotExist extends ServiceException {}
export class InvalidToken extends ServiceException {}
export class TaskDoesNotExist extends ServiceException {}
export class TaskTimedOut extends ServiceException {}

const SFN: Service = {
  id: 'SFN',
  host: 'states',
  signing: 'states',
  exceptions: {
    base: ServiceException,
    named: { ExecutionAlreadyExists, ExecutionDoesNotExist, InvalidToken, TaskDoesNotExist, TaskTimedOut },
  },
};

export class SFNClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, SFN);
  }
}

abstract class SfnCommand<I extends object, O extends object> extends JsonCommand<I, O> {
  protected readonly service = { version: '1.0', target: 'AWSStepFunctions' } as const;
  protected override readonly times = ['startDate', 'stopDate', 'redriveDate'];
}

export class StartExecutionCommand extends SfnCommand<
  sfn.StartExecutionCommandInput,
  sfn.StartExecutionCommandOutput
> {
  protected readonly operation = 'StartExecution';
}

export class StopExecutionCommand extends SfnCommand<
  sfn.StopExecutionCommandInput,
  sfn.StopExecutionCommandOutput
> {
  protected readonly operation = 'StopExecution';
}

export class DescribeExecutionCommand extends SfnCommand<
  sfn.DescribeExecutionCommandInput,
  sfn.DescribeExecutionCommandOutput
> {
  protected readonly operation = 'DescribeExecution';
}

export class SendTaskSuccessCommand extends SfnCommand<
  sfn.SendTaskSuccessCommandInput,
  sfn.SendTaskSuccessCommandOutput
> {
  protected readonly operation = 'SendTaskSuccess';
}

export class SendTaskFailureCommand extends SfnCommand<
  sfn.SendTaskFailureCommandInput,
  sfn.SendTaskFailureCommandOutput
> {
  protected readonly operation = 'SendTaskFailure';
}
