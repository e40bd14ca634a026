import { afterAll, beforeAll, expect, it } from 'vitest';
import { DnsTxtRecords } from '../../shared/domains/adapters/dns/txt-records.ts';
import { newPool, type Pool } from '../../shared/domains/domain/pool.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import { newResolver, ResolverLookUps } from '../../shared/provisioning/adapters/dns/resolver-look-ups.ts';
import { newProvisioning, type Provisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { startDns } from './dns.ts';

let pools: Pool[] = [];
let registrants: Record<string, string> = {};
const provisioned = new Map<string, Provisioning>();
const zone = new Map<string, string[]>();
let dns: Awaited<ReturnType<typeof startDns>>;
let resolver: DnsTxtRecords;
beforeAll(async () => {
  dns = await startDns({
    pools: async () => pools,
    provisioning: async (_, domain) => provisioned.get(domain),
    route53: { lookUp: (name, type) => zone.get(`${name} ${type}`) },
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

it('has the records that its owner was asked for, and those of a zone where there is one', async () => {
  const lookUps = new ResolverLookUps(newResolver([dns.address]));
  const domain = 'mail.acme.example';
  pools = [withDomain('acme', domain, 'token-a')];
  expect(await resolver.txt(`_rex-challenge.${domain}`)).toEqual(['token-a']);
  const identity = { dkimTokens: ['one', 'two', 'three'], mailFrom: `bounce.${domain}` };
  provisioned.set(domain, { ...newProvisioning('acme', domain), identity });
  expect(await lookUps.look(`_dmarc.${domain}`, 'TXT')).toEqual({ known: true, values: [] });
  provisioned.set(domain, { ...newProvisioning('acme', domain), identity, attempt: 1 });
  expect(await lookUps.look(`_dmarc.${domain}`, 'TXT')).toEqual({
    known: true,
    values: ['v=DMARC1; p=none'],
  });
  expect(await lookUps.look(`one._domainkey.${domain}`, 'CNAME')).toEqual({
    known: true,
    values: ['one.dkim.amazonses.com'],
  });
  expect(await lookUps.look(`bounce.${domain}`, 'MX')).toEqual({
    known: true,
    values: ['10 feedback-smtp.us-east-1.amazonses.com'],
  });
  zone.set(`_dmarc.${domain} TXT`, ['"v=DMARC1; " "p=reject"']);
  expect(await lookUps.look(`_dmarc.${domain}`, 'TXT')).toEqual({
    known: true,
    values: ['v=DMARC1; p=reject'],
  });
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
