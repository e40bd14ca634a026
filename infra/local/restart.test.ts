import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { describe, expect, it } from 'vitest';
import { writeFixture } from './fixture/assembly.ts';
import { runFixture } from './fixture/run.ts';

const DAY = 24 * 3_600_000;
const CHILD = fileURLToPath(new URL('./fixture/child.ts', import.meta.url));
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:fixture-machine';

async function startChild(
  home: string,
  assembly: string,
): Promise<{ child: ChildProcess; awsEndpoint: string }> {
  const child = spawn(process.execPath, [CHILD, home, assembly], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (data) => resolve(String(data))),
  );
  return { child, awsEndpoint: (JSON.parse(line) as { awsEndpoint: string }).awsEndpoint };
}

const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

/** A zombie that nobody has waited for has no command line any more. */
const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';

describe('a home whose process was killed', () => {
  it('keeps messages, schedules, mails, uploads and reactions, and ends work that cannot continue', async () => {
    const home = mkdtempSync(join(tmpdir(), 'local-home-'));
    const assembly = writeFixture();
    const { child, awsEndpoint } = await startChild(home, assembly);
    const options = {
      endpoint: awsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    };
    const states = new SFNClient(options);
    const input = JSON.stringify({ id: 'x', items: [], pauseSeconds: 1e6, answer: false, fail: null });
    const { executionArn } = await states.send(
      new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'left', input }),
    );
    const at = new Date(Date.now() + DAY).toISOString().slice(0, 19);
    await new SchedulerClient(options).send(
      new CreateScheduleCommand({
        Name: 'kept',
        ScheduleExpression: `at(${at})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: 'arn:aws:lambda:us-east-1:000000000000:function:fixture-tick',
          RoleArn: 'arn:aws:iam::000000000000:role/fixture-Role',
          Input: '{"kept":true}',
        },
      }),
    );
    await new SESClient(options).send(
      new SendRawEmailCommand({
        RawMessage: {
          Data: Buffer.from('From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\n\r\nhej\r\n'),
        },
        ConfigurationSetName: 'fixture-set',
      }),
    );
    const sqs = new SQSClient(options);
    const messages = Array.from({ length: 50 }, (_, i) => ({ id: `r${i}` }));
    await Promise.all(
      messages.map((body) =>
        sqs.send(
          new SendMessageCommand({
            QueueUrl: `${awsEndpoint}/000000000000/fixture-Work`,
            MessageBody: JSON.stringify(body),
          }),
        ),
      ),
    );
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    const { url, fields } = await createPresignedPost(s3, { Bucket: 'fixture-mail', Key: 'forms/a.csv' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['by a form']), 'a.csv');
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
    const engine = Number(readFileSync(join(home, 'dynamodb.pid'), 'utf8'));
    await kill(child);
    expect(isRunning(engine)).toBe(true);

    const fixture = await runFixture({ home, assembly });
    expect(isRunning(engine)).toBe(false);
    expect(fixture.rex.awsEndpoint).toBe(awsEndpoint);
    await fixture.rex.idle();
    expect((await fixture.seen('queue')).map(({ id }) => id).sort()).toEqual(
      messages.map(({ id }) => id).sort(),
    );
    const { status } = await fixture.states.send(new DescribeExecutionCommand({ executionArn }));
    expect(status).toBe('ABORTED');
    expect(readdirSync(join(home, 'mail'))).toHaveLength(1);
    const stored = { Bucket: 'fixture-mail', Prefix: 'forms/' };
    const { Contents = [] } = await fixture.s3.send(new ListObjectsV2Command(stored));
    expect(Contents.map(({ Key, Size }) => [Key, Size])).toEqual([['forms/a.csv', 'by a form'.length]]);
    const { Body } = await fixture.s3.send(new GetObjectCommand({ ...stored, Key: 'forms/a.csv' }));
    expect(await Body?.transformToString()).toBe('by a form');
    await fixture.rex.clock.advance(8 * DAY);
    expect((await fixture.seen('tick')).filter(({ detail }) => detail['kept'] === true)).toHaveLength(1);
    const events = (await fixture.take('fixture-quiet')).map(
      (body) => JSON.parse(JSON.parse(body).Message).eventType,
    );
    expect(events.filter((type) => type === 'Open').length).toBeGreaterThan(0);
    expect(events).toContain('Send');
    await fixture.end();
  });

  it('is readable only by its owner, also when an earlier version left it open', async () => {
    const home = mkdtempSync(join(tmpdir(), 'local-home-'));
    mkdirSync(join(home, 'mail'));
    writeFileSync(join(home, 'mail', 'old.eml'), 'To: a@b.example');
    for (const path of ['mail/old.eml', 'mail', '']) chmodSync(join(home, path), 0o755);
    const fixture = await runFixture({ home });
    for (const path of ['', 'mail', 'logs', 'mail/old.eml']) {
      expect([path, statSync(join(home, path)).mode & 0o077]).toEqual([path, 0]);
    }
    await fixture.end();
  });

  it('is refused to a second process, and a second home runs beside it', async () => {
    const first = await runFixture();
    await expect(runFixture({ home: first.home })).rejects.toThrow('is in use by another running instance');
    const second = await runFixture();
    expect(second.rex.url).not.toBe(first.rex.url);
    await Promise.all([first.end(), second.end()]);
  });
});
