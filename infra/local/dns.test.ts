import { afterAll, beforeAll, expect, it } from 'vitest';
import { DnsTxtRecords } from '../../shared/domains/adapters/dns/txt-records.ts';
import { newPool, type Pool } from '../../shared/domains/domain/pool.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import { startDns } from './dns.ts';

let pools: Pool[] = [];
let registrants: Record<string, string> = {};
let dns: Awaited<ReturnType<typeof startDns>>;
let resolver: DnsTxtRecords;
beforeAll(async () => {
  dns = await startDns({
    pools: async () => pools,
    registrants: {
      read: () => registrants,
      save: (next) => {
        registrants = next;
      },
    },
  });
  resolver = new DnsTxtRecords([dns.address]);
});
afterAll(() => dns?.stop());

const withDomain = (workspace: string, domain: string, challenge: string): Pool =>
  addDomain(newPool(workspace), { domain, tier: 'custom', targetPerDay: 1 }, new Date(), {
    state: 'pending',
    challenge,
  });

it('sets the records of the first workspace that asks under a name, and of no other', async () => {
  expect(await resolver.txt('_rex-challenge.mail.acme.example')).toEqual([]);
  pools = [withDomain('acme', 'mail.acme.example', 'token-a')];
  expect(await resolver.txt('_rex-challenge.mail.acme.example')).toEqual(['token-a']);
  pools = [withDomain('other', 'mail.acme.example', 'token-o'), ...pools];
  expect(await resolver.txt('_rex-challenge.mail.acme.example')).toEqual(['token-a']);
  pools = [withDomain('other', 'post.acme.example', 'token-p')];
  expect(await resolver.txt('_rex-challenge.post.acme.example')).toEqual([]);
  expect(registrants).toEqual({ 'acme.example': 'acme' });
});

it('knows no name outside .example', async () => {
  pools = [withDomain('acme', 'mail.bank.com', 'token')];
  expect(await resolver.txt('_rex-challenge.mail.bank.com')).toEqual([]);
});

it('reports an error, not an empty answer, when no server answers', async () => {
  const silent = new DnsTxtRecords(['127.0.0.1:1']);
  await expect(silent.txt('_rex-challenge.mail.acme.example')).rejects.toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
  });
}, 20_000);
