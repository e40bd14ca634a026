export interface ExecutionStart {
  readonly workspace: string;
  readonly missionId: string;
  readonly attempt: number;
  readonly correlationId: string;
}

/** The state machine that drives a mission, and the tokens by which its waiting states are released. */
export interface MissionMachine {
  /** Idempotent by name: a second start with the same name is the same execution. */
  start(name: string, input: ExecutionStart): Promise<string>;
  /** Whether the execution still runs. */
  isRunning(executionArn: string): Promise<boolean>;
  stop(executionArn: string, reason: string): Promise<void>;
}

export interface TaskTokens {
  /** False when the token is no longer valid (used, timed out, its execution gone): then it was handled elsewhere. */
  succeed(token: string, output: Record<string, unknown>): Promise<boolean>;
  fail(token: string, error: string, cause: string): Promise<boolean>;
}
