import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Execution, Executions } from '../states/executions.ts';
import type { TaskTokens } from '../states/tokens.ts';
import { AwsError } from './aws-error.ts';

const start = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const one = z.object({
  executionArn: z.string(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
const listing = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().default(100),
  nextToken: z.string().default('0'),
});
const success = z.object({ taskToken: z.string(), output: z.string() });
const failure = z.object({
  taskToken: z.string(),
  error: z.string().default(''),
  cause: z.string().default(''),
});
const beat = z.object({ taskToken: z.string() });

/** Answers the calls of the Step Functions API. */
export function createStatesApi(executions: Executions, tokens: TaskTokens) {
  const operations: Readonly<Record<string, (body: unknown) => unknown>> = {
    StartExecution(body) {
      const { stateMachineArn, name, input } = parse(start, body);
      const { arn, started } = executions.start(stateMachineArn, name ?? randomUUID(), input);
      return { executionArn: arn, startDate: started / 1000 };
    },
    StopExecution(body) {
      const { executionArn, error, cause } = parse(one, body);
      const { stopped } = executions.stop(executionArn, error, cause);
      return { stopDate: (stopped ?? 0) / 1000 };
    },
    DescribeExecution: (body) => detailsOf(executions.describe(parse(one, body).executionArn)),
    ListExecutions(body) {
      const { stateMachineArn, statusFilter, maxResults, nextToken } = parse(listing, body);
      const limit = maxResults === 0 ? 100 : maxResults;
      const offset = Number(nextToken);
      const found = executions.list(stateMachineArn, statusFilter, limit + 1, offset);
      const more = found.length > limit ? { nextToken: String(offset + limit) } : {};
      return { executions: found.slice(0, limit).map(summaryOf), ...more };
    },
    SendTaskSuccess(body) {
      const { taskToken, output } = parse(success, body);
      tokens.success(taskToken, jsonOf(output));
      return {};
    },
    SendTaskFailure(body) {
      const { taskToken, error, cause } = parse(failure, body);
      tokens.failure(taskToken, error, cause);
      return {};
    },
    SendTaskHeartbeat(body) {
      tokens.heartbeat(parse(beat, body).taskToken);
      return {};
    },
  };
  return {
    /** @throws AwsError */
    handle(operation: string, body: unknown): unknown {
      const run = operations[operation];
      if (run === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `Step Functions ${operation} is not known to infra/local.`,
        );
      }
      return run(body);
    },
  };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
  return parsed.data;
}

function jsonOf(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    throw new AwsError('InvalidOutput', `Invalid Output: ${output.slice(0, 100)}`);
  }
}

const summaryOf = ({ arn, machineArn, name, status, started, stopped }: Execution) => ({
  executionArn: arn,
  stateMachineArn: machineArn,
  name,
  status,
  startDate: started / 1000,
  ...(stopped === null ? {} : { stopDate: stopped / 1000 }),
});

const detailsOf = (execution: Execution) => ({
  ...summaryOf(execution),
  input: execution.input,
  ...(execution.output === null ? {} : { output: execution.output }),
  ...(execution.error === null ? {} : { error: execution.error }),
  ...(execution.cause === null ? {} : { cause: execution.cause }),
});
