import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, SetActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import {
  PutAccountSendingAttributesCommand,
  PutConfigurationSetSendingOptionsCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../console/cli/command-table.ts';
import { run } from '../../console/cli/run.ts';
import { captureStreams } from '../../console/testing/streams.ts';
import { NOBODY_LISTENS } from '../support/nobody-listens.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { openWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
let config: string;
beforeAll(async () => {
  rex = await startTestRex();
  config = await mkdtemp(join(tmpdir(), 'rex-config-'));
});
afterAll(async () => {
  await rex?.stop();
  await rm(config, { recursive: true });
});

/** Runs a command at this Rex: as somebody elsewhere by `--api`, or as whoever is on its machine. */
async function command(
  argv: string[],
  place: 'elsewhere' | 'here',
  browse?: (address: string) => Promise<unknown>,
) {
  const { streams, stdout, stderr } = captureStreams();
  const running = run({
    argv: [...(place === 'elsewhere' ? ['--api', rex.url] : []), ...argv, '--json'],
    commands: COMMANDS,
    environment: {
      REX_CONFIG: config,
      REX_HOME: rex.home,
      ...(place === 'here' ? { REX_WORKSPACE: 'signin' } : {}),
    },
    streams,
    signal: AbortSignal.timeout(60_000),
  });
  if (browse) {
    await expect.poll(stderr, { timeout: 10_000 }).toContain('/authorize');
    await browse(/http\S+authorize\S+/.exec(stderr())?.[0] ?? '');
  }
  const exitCode = await running;
  return { exitCode, json: JSON.parse(stdout()) };
}

describe('a person', () => {
  it('signs in with the issuer that the API names, and has the identity in the token', async () => {
    const signedIn = await command(['login', '--no-browser'], 'elsewhere', (address) => fetch(address));
    expect(signedIn).toMatchObject({ exitCode: 0, json: { workspace: 'demo', role: 'owner' } });
    expect((await command(['whoami'], 'elsewhere')).json).toMatchObject({ workspace: 'demo', api: rex.url });
  });

  it('can still sign in after the clock of that Rex has jumped', async () => {
    await rex.advance(40 * 24 * 3_600_000);
    const signedIn = await command(['login', '--no-browser'], 'elsewhere', (address) => fetch(address));
    expect(signedIn.exitCode).toBe(0);
    expect((await command(['whoami'], 'elsewhere')).exitCode).toBe(0);
  });
});

describe('the doctor', () => {
  const options = () => ({
    region: 'us-east-1',
    endpoint: rex.awsEndpoint,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
  });
  const verdicts = async (place: 'elsewhere' | 'here' = 'here') => {
    const { exitCode, json } = await command(['doctor'], place);
    const findings: { check: string; verdict: string; mend?: string }[] = json.findings;
    const wrong = findings.filter(({ verdict }) => verdict === 'problem');
    for (const { mend } of wrong) expect(mend).toBeTruthy();
    expect([exitCode, json.problems]).toEqual([wrong.length > 0 ? 1 : 0, wrong.length]);
    return { findings, wrong: wrong.map(({ check }) => check) };
  };

  it('finds no problem in a healthy Rex, and lists the checks that it skipped', async () => {
    const ws = await openWorkspace(rex, 'signin');
    expect(ws).toBeDefined();
    const { findings, wrong } = await verdicts();
    expect(wrong).toEqual([]);
    expect(Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]))).toMatchObject({
      api: 'ok',
      tls: 'ok',
      clock: 'ok',
      token: 'ok',
      'ses-account': 'ok',
      'ses-configuration-set': 'ok',
      'ses-receipt-rules': 'ok',
      consumers: 'ok',
      'dead-letters': 'ok',
      'secret-thread': 'ok',
      'secret-openai': 'note',
      alarms: 'left-out',
    });
  });

  it('finds stopped sending, for the account and for the configuration set', async () => {
    const ses = new SESv2Client(options());
    await ses.send(new PutAccountSendingAttributesCommand({ SendingEnabled: false }));
    expect((await verdicts()).wrong).toEqual(['ses-account']);
    await ses.send(new PutAccountSendingAttributesCommand({ SendingEnabled: true }));
    const set = (SendingEnabled: boolean) =>
      ses.send(new PutConfigurationSetSendingOptionsCommand({ ConfigurationSetName: 'rex', SendingEnabled }));
    await set(false);
    expect((await verdicts()).wrong).toEqual(['ses-configuration-set']);
    await set(true);
    expect((await verdicts()).wrong).toEqual([]);
  });

  it('finds receipt rules that are not ours', async () => {
    const ses = new SESClient(options());
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'theirs' }));
    expect((await verdicts()).wrong).toEqual(['ses-receipt-rules']);
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'rex-inbound' }));
    expect((await verdicts()).wrong).toEqual([]);
  });

  it('finds dead letters', async () => {
    const sqs = new SQSClient(options());
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'rex-push-dead' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    expect((await verdicts()).wrong).toEqual(['dead-letters']);
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });

  it('lists the checks that it skipped without credentials', async () => {
    const { findings } = await verdicts('elsewhere');
    const inside = findings.find(({ check }) => check === 'inside');
    expect(inside).toMatchObject({ verdict: 'left-out', mend: expect.any(String) });
  });

  it('finds a Rex that does not answer, and a refused token', async () => {
    const { streams, stdout } = captureStreams();
    await run({
      argv: ['doctor', '--api', NOBODY_LISTENS, '--token', 't', '--outside', '--json'],
      commands: COMMANDS,
      environment: { REX_CONFIG: config },
      streams,
      signal: AbortSignal.timeout(30_000),
    });
    const findings: { check: string; verdict: string }[] = JSON.parse(stdout()).findings;
    expect(findings.filter(({ verdict }) => verdict === 'problem').map(({ check }) => check)).toContain(
      'api',
    );
  });
});
