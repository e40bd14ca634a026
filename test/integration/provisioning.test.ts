import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { openWorkspace } from '../support/test-workspace.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

let rex: TestRex;
let route53: Route53Client;
beforeAll(async () => {
  rex = await startTestRex();
  route53 = new Route53Client({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  });
});
afterAll(() => rex?.stop());

interface RecordView {
  readonly id: string;
  readonly state: string;
  readonly writtenByRex: boolean;
  readonly found: string[];
}

it('a domain is set up to its end, where a person sets the records and where Rex writes them', async () => {
  const ws = await openWorkspace(rex, 'pasted', { domain: { tier: 'custom', targetPerDay: 9_000 } });
  const get = async (path: string) => (await ws.call('GET', `/api/rex/domains/${path}`)).json;

  const foreign = await ws.call('POST', '/api/rex/domains/mail.unknown.example/provision');
  expect(foreign.json).toMatchObject({ code: 'NOT_FOUND' });
  const mission = await ws.createMission();
  expect(await ws.mission(mission)).toMatchObject({
    state: 'QUEUED',
    waitingFor: expect.stringContaining(
      'which makes it a bulk sender, and the rules for those are not checked',
    ),
  });

  const started = await ws.call('POST', '/api/rex/domains/mail.pasted.example/provision');
  expect([started.status, started.json.state]).toEqual([202, 'running']);
  await rex.runUntilIdle(5 * 60_000);
  const set = await get('mail.pasted.example/records');
  expect(set).toMatchObject({
    state: 'ready',
    hostedZone: null,
    ses: { identity: 'Success', dkim: 'Success', mailFrom: 'Success' },
  });
  expect(set.records.map(({ id, state }: RecordView) => `${id} ${state}`)).toEqual([
    'identity present',
    'dkim-1 present',
    'dkim-2 present',
    'dkim-3 present',
    'mail-from-mx present',
    'mail-from-spf present',
    'spf present',
    'dmarc present',
    'inbound-mx present',
    'reply-mx present',
  ]);
  const rules = await get('mail.pasted.example/rules');
  expect(rules).toMatchObject({ perDay: 9_000, bulk: true });
  expect(rules.rules.filter(({ result }: { result: string }) => result !== 'pass')).toEqual([]);
  // The monitor asks again every minute.
  await rex.advance(2 * 60_000);
  expect((await ws.mission(mission)).state).not.toBe('QUEUED');

  // Now a domain whose zone is in the account, with what its owner has put there.
  const zone = await route53.send(
    new CreateHostedZoneCommand({ Name: 'zoned.example', CallerReference: 'c' }),
  );
  const HostedZoneId = zone.HostedZone?.Id ?? '';
  const theirs = ['"google-site-verification=abc"', '"v=spf1 include:_spf.google.com ~all"'];
  const change = (
    Action: 'CREATE' | 'DELETE',
    Name: string,
    Type: 'TXT' | 'MX',
    values: string[],
    TTL = 60,
  ) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId,
        ChangeBatch: {
          Changes: [
            {
              Action,
              ResourceRecordSet: { Name, Type, TTL, ResourceRecords: values.map((Value) => ({ Value })) },
            },
          ],
        },
      }),
    );
  await change('CREATE', 'mail.zoned.example', 'TXT', theirs);
  await change('CREATE', 'mail.zoned.example', 'MX', ['1 smtp.google.com']);
  const other = await openWorkspace(rex, 'zoned');
  await other.call('POST', '/api/rex/domains/mail.zoned.example/provision');
  await rex.runUntilIdle(5 * 60_000);
  const view = async () => (await other.call('GET', '/api/rex/domains/mail.zoned.example/records')).json;
  const records: RecordView[] = (await view()).records;
  expect(await view()).toMatchObject({ state: 'ready', hostedZone: 'zoned.example' });
  const stateOf = (id: string) => records.find((record) => record.id === id);
  expect(stateOf('spf')).toMatchObject({ state: 'kept', writtenByRex: false });
  expect(stateOf('inbound-mx')).toMatchObject({ state: 'kept', found: ['1 smtp.google.com'] });
  expect(stateOf('dmarc')).toMatchObject({ state: 'present', writtenByRex: true });
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName: 'mail.zoned.example', MaxItems: 2 }),
  );
  expect(
    ResourceRecordSets.map(({ TTL, ResourceRecords }) => [TTL, ResourceRecords?.map(({ Value }) => Value)]),
  ).toEqual([
    [60, ['1 smtp.google.com']],
    [60, theirs],
  ]);

  // A record that breaks is noticed within a day.
  await change('DELETE', '_dmarc.mail.zoned.example', 'TXT', ['"v=DMARC1; p=none"'], 300);
  await rex.advance(DAY + 2 * HOUR);
  await rex.idle();
  const { alerts } = (await other.call('GET', '/api/rex/alerts')).json;
  expect(alerts).toEqual([
    expect.objectContaining({
      type: 'domain.records-broken',
      count: 1,
      title: expect.stringContaining('mail.zoned.example are gone or wrong: dmarc'),
    }),
  ]);
  expect((await view()).records.find(({ id }: RecordView) => id === 'dmarc')).toMatchObject({
    state: 'missing',
  });
}, 120_000);
