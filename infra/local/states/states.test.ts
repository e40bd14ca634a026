import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, runFixture } from '../fixture/run.ts';

const HOUR = 3_600_000;
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:fixture-machine';

describe('state machines', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await runFixture();
  });
  afterAll(() => fixture.end());

  const start = async (name: string, input: Record<string, unknown> = {}) => {
    const whole = { id: name, items: ['a', 'b'], pauseSeconds: 0, answer: true, fail: null, ...input };
    const { executionArn } = await fixture.states.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(whole) }),
    );
    return executionArn;
  };
  const describeExecution = (executionArn: string | undefined) =>
    fixture.states.send(new DescribeExecutionCommand({ executionArn }));
  const tokenOf = async (id: string) =>
    String((await fixture.seen('token')).find((each) => each.id === id)?.detail['token']);

  it('runs tasks, a Map and a task that answers by its token', async () => {
    const arn = await start('plain');
    await fixture.rex.idle();
    const { status, output = '{}' } = await describeExecution(arn);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output)).toMatchObject({
      first: { value: { id: 'plain', name: 'First', execution: 'plain', done: true } },
      each: [
        { id: 'a', index: 0, done: true },
        { id: 'b', index: 1, done: true },
      ],
      hand: { answered: 'plain' },
    });
    expect(fixture.rex.meter.snapshot().services['StepFunctions']?.['transitions']).toBe(7);
  });

  it('starts one execution for one name and input, and refuses another input', async () => {
    const arn = await start('once', { answer: false });
    expect(await start('once', { answer: false })).toBe(arn);
    await expect(start('once', { answer: true })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await fixture.states.send(new StopExecutionCommand({ executionArn: arn, error: 'E', cause: 'enough' }));
    expect(await describeExecution(arn)).toMatchObject({ status: 'ABORTED', error: 'E', cause: 'enough' });
    const { executions = [] } = await fixture.states.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }),
    );
    expect(executions.map(({ name }) => name)).toEqual(['once']);
  });

  it('waits on the virtual clock', async () => {
    const arn = await start('patient', { pauseSeconds: 30 * 24 * 3600 });
    await fixture.rex.clock.advance(29 * 24 * HOUR);
    expect((await describeExecution(arn)).status).toBe('RUNNING');
    await fixture.rex.clock.advance(2 * 24 * HOUR);
    expect((await describeExecution(arn)).status).toBe('SUCCEEDED');
  });

  it('accepts one answer per token, and names the fault of an invalid one', async () => {
    const arn = await start('token', { answer: false });
    await fixture.rex.idle();
    const taskToken = await tokenOf('token');
    const success = () =>
      fixture.states.send(new SendTaskSuccessCommand({ taskToken, output: '{"by":"hand"}' }));
    await success();
    await fixture.rex.idle();
    expect(JSON.parse((await describeExecution(arn)).output ?? '{}')).toMatchObject({ hand: { by: 'hand' } });
    await expect(success()).rejects.toMatchObject({ name: 'TaskTimedOut' });
    const unknown = fixture.states.send(new SendTaskFailureCommand({ taskToken: 'nonsense', error: 'x' }));
    await expect(unknown).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
  });

  it('times a token out on the virtual clock', async () => {
    const arn = await start('late', { answer: false });
    await fixture.rex.clock.advance(25 * HOUR);
    expect(JSON.parse((await describeExecution(arn)).output ?? '{}')).toEqual({ failed: 'States.Timeout' });
  });

  it('gives every attempt at a task that waits for a token a new token', async () => {
    const arn = await start('again', { answer: 'at the second time' });
    await fixture.rex.clock.advance(2 * HOUR);
    expect(JSON.parse((await describeExecution(arn)).output ?? '{}')).toMatchObject({
      hand: { answered: 'again' },
    });
    const first = (await fixture.seen('first-token')).find(({ id }) => id === 'again')?.detail['token'];
    expect(first).toEqual(expect.any(String));
    expect(await tokenOf('again')).not.toBe(first);
  });

  it('retries on the virtual clock, and catches by the name of the error', async () => {
    const arn = await start('flaky', { fail: 'Flaky' });
    await fixture.rex.idle();
    expect((await describeExecution(arn)).status).toBe('RUNNING');
    // One hour, then two: two more attempts.
    await fixture.rex.clock.advance(4 * HOUR);
    expect(JSON.parse((await describeExecution(arn)).output ?? '{}')).toEqual({ failed: 'Flaky' });
    const immediately = await start('broken', { fail: 'Broken' });
    await fixture.rex.idle();
    expect(JSON.parse((await describeExecution(immediately)).output ?? '{}')).toEqual({ failed: 'Broken' });
  });
});
