import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { ExecutionStart, MissionMachine, TaskTokens } from '../../app/ports/workflow.ts';

export class SfnMissionMachine implements MissionMachine {
  private readonly client: SFNClient;
  private readonly machineArn: string;

  constructor(client: SFNClient, machineArn: string) {
    this.client = client;
    this.machineArn = machineArn;
  }

  async start(name: string, input: ExecutionStart): Promise<string> {
    try {
      const { executionArn } = await this.client.send(
        new StartExecutionCommand({ stateMachineArn: this.machineArn, name, input: JSON.stringify(input) }),
      );
      return executionArn ?? this.arnOf(name);
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return this.arnOf(name);
      throw error;
    }
  }

  async isRunning(executionArn: string): Promise<boolean> {
    try {
      const { status } = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return false;
      throw error;
    }
  }

  async stop(executionArn: string, reason: string): Promise<void> {
    try {
      await this.client.send(new StopExecutionCommand({ executionArn, error: 'Rex.Stopped', cause: reason }));
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  }

  private arnOf(name: string): string {
    return `${this.machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }
}

export class SfnTaskTokens implements TaskTokens {
  private readonly client: SFNClient;

  constructor(client: SFNClient) {
    this.client = client;
  }

  succeed(taskToken: string, output: Record<string, unknown>): Promise<boolean> {
    return settled(() =>
      this.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
    );
  }

  fail(taskToken: string, error: string, cause: string): Promise<boolean> {
    return settled(() =>
      this.client.send(new SendTaskFailureCommand({ taskToken, error, cause: cause.slice(0, 32_000) })),
    );
  }
}

/** A token that is used up, timed out or from a dead execution means that somebody else saw to it. */
async function settled(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken)
      return false;
    throw error;
  }
}
