import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';

/** The executions of one state machine. */
export class SfnMachine {
  private readonly client: SFNClient;
  private readonly machineArn: string;

  constructor(client: SFNClient, machineArn: string) {
    this.client = client;
    this.machineArn = machineArn;
  }

  /** Idempotent by name: a second start with the same name is the same execution. */
  async start(name: string, input: object): Promise<string> {
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
