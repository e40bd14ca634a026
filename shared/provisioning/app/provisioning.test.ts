import { beforeEach, describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { newPool } from '../../domains/domain/pool.ts';
import { addDomain } from '../../domains/domain/sending-domain.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { newResolver, ResolverLookUps } from '../adapters/dns/resolver-look-ups.ts';
import { wantedRecords } from '../domain/wanted-records.ts';
import { askSes } from './ask-ses.ts';
import { awaitRecords, concludeProvisioning, stopProvisioning } from './await-records.ts';
import { checkRecords } from './check-records.ts';
import { lookAtRecords } from './look-at-records.ts';
import type { Identities, SesStatus } from './ports/identities.ts';
import type { DnsAnswer } from './ports/look-ups.ts';
import { recheckDomains } from './recheck-domains.ts';
import { startProvisioning } from './start-provisioning.ts';

const DOMAIN = 'mail.acme.example';
const REGION = 'us-east-1';
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c1' } as const;

/** SES as it is seen from here: it notes every call, with the second in which it came. */
function fakeSes(now: () => Date, status: { value: SesStatus }) {
  const calls: { readonly name: string; readonly at: number }[] = [];
  const noted = <T>(name: string, answer: T): T => {
    calls.push({ name, at: now().getTime() });
    return answer;
  };
  const identities: Identities = {
    verifyDomain: async (domain) => noted(`identity ${domain}`, 'token'),
    verifyDkim: async (domain) => noted(`dkim ${domain}`, ['a', 'b', 'c']),
    mailFrom: async (domain) => noted(`read ${domain}`, { name: undefined, status: status.value }),
    setMailFrom: async (domain, name) => noted(`set ${domain} ${name}`, undefined),
    verification: async (domain) => noted(`verified? ${domain}`, status.value),
    dkim: async (domain) => noted(`signed? ${domain}`, status.value),
  };
  return { identities, calls };
}

function open() {
  const rex = openRex();
  const status = { value: 'Success' as SesStatus };
  const ses = fakeSes(() => rex.ports.clock.now(), status);
  const dns = new Map<string, DnsAnswer>();
  const running = new Set<string>();
  const starts: string[] = [];
  const ports = {
    ...rex.ports,
    identities: ses.identities,
    region: REGION,
    lookUps: {
      look: async (name: string, type: string): Promise<DnsAnswer> =>
        dns.get(`${name} ${type}`) ?? { known: true, values: [] },
    },
    provisioningMachine: {
      start: async (name: string) => {
        starts.push(name);
        running.add(name);
        return name;
      },
      isRunning: async (name: string) => running.has(name),
    },
  };
  const publish = async (domain = DOMAIN) => {
    const found = await ports.provisionings.get(WORKSPACE, domain);
    for (const { name, type, value } of wantedRecords(domain, found?.identity ?? {}, REGION))
      dns.set(`${name} ${type}`, { known: true, values: [value] });
  };
  const addDomains = async (...domains: string[]) => {
    const now = ports.clock.now();
    const proven = { state: 'verified', challenge: '' } as const;
    const pool = domains.reduce(
      (known, domain) => addDomain(known, { domain, tier: 'custom', targetPerDay: 100 }, now, proven),
      newPool(WORKSPACE),
    );
    await ports.pools.save(pool, 'absent');
  };
  return { ...rex, ports, ses, status, dns, running, starts, publish, addDomains };
}

let rex: ReturnType<typeof open>;
beforeEach(() => {
  rex = open();
});
const begin = (domain = DOMAIN) => startProvisioning(rex.ports, { workspace: WORKSPACE, domain, cause });
const runOf = (domain = DOMAIN, attempt = 1) => ({
  workspace: WORKSPACE,
  domain,
  attempt,
  correlationId: 'c1',
});

/** Drives one execution as the state machine does, until SES is asked no more. */
async function drive(domain: string, ask: 'set-up' | 'confirm'): Promise<void> {
  for (;;) {
    const { next, waitSeconds } = await askSes(rex.ports, { ...runOf(domain), ask });
    if (next === 'done' || next === 'end') return;
    if (next === 'wait') {
      rex.pass(waitSeconds * 1000);
      await Promise.resolve();
    }
  }
}

describe('provisioning', () => {
  it('starts for a domain that is proved, and once', async () => {
    await expect(begin()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const pending = addDomain(
      newPool(WORKSPACE),
      { domain: DOMAIN, tier: 'custom', targetPerDay: 1 },
      new Date(),
      {
        state: 'pending',
        challenge: 'x',
      },
    );
    const saved = await rex.ports.pools.save(pending, 'absent');
    await expect(begin()).rejects.toMatchObject({ code: 'CONFLICT' });
    const domains = saved.domains.map((each) => ({
      ...each,
      ownership: { state: 'verified' as const, challenge: '' },
    }));
    await rex.ports.pools.save({ ...saved, domains }, 'version');
    expect(await begin()).toMatchObject({ state: 'running', attempt: 1 });
    expect(await begin()).toMatchObject({ state: 'running', attempt: 1 });
    expect(rex.starts).toHaveLength(1);
    // The execution is gone: the next one begins, and what the first one still does is ignored.
    rex.running.clear();
    expect(await begin()).toMatchObject({ attempt: 2 });
    expect(await askSes(rex.ports, { ...runOf(DOMAIN, 1), ask: 'set-up' })).toMatchObject({ next: 'end' });
    expect(rex.ses.calls).toEqual([]);
  });

  it('asks SES once a second, however many domains are set up at once', async () => {
    const domains = Array.from({ length: 5 }, (_, n) => `mail${n}.acme.example`);
    await rex.addDomains(...domains);
    for (const domain of domains) await begin(domain);
    await Promise.all(domains.map((domain) => drive(domain, 'set-up')));
    const times = rex.ses.calls.map(({ at }) => at);
    expect(times).toHaveLength(5 * 4);
    for (const [n, at] of times.entries())
      if (n > 0) expect(at - (times[n - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(rex.ses.calls.map(({ name }) => name)).toContain(
      'set mail3.acme.example bounce.mail3.acme.example',
    );
  });

  it('keeps a MAIL FROM that SES has for the domain', async () => {
    await rex.addDomains(DOMAIN);
    await begin();
    rex.ses.identities.mailFrom = async () => ({ name: 'mta.mail.acme.example', status: 'Success' });
    await drive(DOMAIN, 'set-up');
    const { identity } = (await rex.ports.provisionings.get(WORKSPACE, DOMAIN)) ?? {};
    expect(identity?.mailFrom).toBe('mta.mail.acme.example');
    expect(rex.ses.calls.filter(({ name }) => name.startsWith('set'))).toEqual([]);
  });

  it('is ready when the DNS has everything and SES has verified it', async () => {
    await rex.addDomains(DOMAIN);
    await begin();
    await drive(DOMAIN, 'set-up');
    expect(await awaitRecords(rex.ports, runOf())).toEqual({ next: 'wait', waitSeconds: 30 });
    await rex.publish();
    expect((await awaitRecords(rex.ports, runOf())).next).toBe('confirm');
    rex.status.value = 'Pending';
    await drive(DOMAIN, 'confirm');
    expect((await concludeProvisioning(rex.ports, runOf())).next).toBe('wait');
    rex.status.value = 'Success';
    await awaitRecords(rex.ports, runOf());
    await drive(DOMAIN, 'confirm');
    expect((await concludeProvisioning(rex.ports, runOf())).next).toBe('end');
    expect(await rex.ports.provisionings.get(WORKSPACE, DOMAIN)).toMatchObject({ state: 'ready' });
    const pool = await rex.ports.pools.get(WORKSPACE);
    expect(pool?.domains[0]?.failedRules).toEqual([]);
  });

  it('gives up after three days, and tells a person what is missing', async () => {
    await rex.addDomains(DOMAIN);
    await begin();
    await drive(DOMAIN, 'set-up');
    const pauses: number[] = [];
    for (let answer = await awaitRecords(rex.ports, runOf()); answer.next === 'wait'; ) {
      pauses.push(answer.waitSeconds);
      rex.pass(answer.waitSeconds * 1000);
      answer = await awaitRecords(rex.ports, runOf());
    }
    expect([...new Set(pauses)]).toEqual([30, 300, 3600]);
    expect(pauses.length).toBeLessThan(150);
    const { state, problem } = (await rex.ports.provisionings.get(WORKSPACE, DOMAIN)) ?? {};
    expect(state).toBe('incomplete');
    expect(problem).toContain('dkim-1');
    const alert = await rex.ports.alerts.ofCause(WORKSPACE, `domain-provisioning ${DOMAIN}`);
    expect(alert).toMatchObject({ type: 'domain.provisioning-stopped', count: 1 });
    await stopProvisioning(rex.ports, runOf(), 'again');
    expect((await rex.ports.alerts.ofCause(WORKSPACE, `domain-provisioning ${DOMAIN}`))?.count).toBe(1);
  });
});

describe('the daily check', () => {
  const ready = async () => {
    await rex.addDomains(DOMAIN);
    await begin();
    await drive(DOMAIN, 'set-up');
    await rex.publish();
    await awaitRecords(rex.ports, runOf());
    await drive(DOMAIN, 'confirm');
    await concludeProvisioning(rex.ports, runOf());
  };
  const alert = () => rex.ports.alerts.ofCause(WORKSPACE, `domain-records ${DOMAIN}`);
  const stateOf = async (id: string) =>
    (await rex.ports.provisionings.get(WORKSPACE, DOMAIN))?.looks.find((look) => look.id === id)?.state;

  it('looks once a day, and raises one alert for what broke', async () => {
    await ready();
    rex.dns.set(`_dmarc.${DOMAIN} TXT`, { known: true, values: [] });
    rex.pass(23 * HOUR);
    expect(await recheckDomains(rex.ports, WORKSPACE, 'c')).toBe(0);
    expect(await alert()).toBeUndefined();
    rex.pass(HOUR);
    expect(await recheckDomains(rex.ports, WORKSPACE, 'c')).toBe(1);
    expect(await alert()).toMatchObject({ severity: 'critical', count: 1 });
    expect((await rex.ports.pools.get(WORKSPACE))?.domains[0]?.failedRules).toEqual([
      'There is one DMARC record, with a policy of none or stricter',
    ]);
    rex.pass(DAY);
    await recheckDomains(rex.ports, WORKSPACE, 'c');
    expect((await alert())?.count).toBe(1);
    await rex.publish();
    rex.pass(DAY);
    await recheckDomains(rex.ports, WORKSPACE, 'c');
    expect(await stateOf('dmarc')).toBe('present');
    expect((await rex.ports.pools.get(WORKSPACE))?.domains[0]?.failedRules).toEqual([]);
  });

  it('learns nothing from a DNS that does not answer', async () => {
    await ready();
    rex.dns.set(`_dmarc.${DOMAIN} TXT`, { known: false, reason: 'ESERVFAIL' });
    rex.pass(DAY);
    await recheckDomains(rex.ports, WORKSPACE, 'c');
    expect(await stateOf('dmarc')).toBe('present');
    expect(await alert()).toBeUndefined();
    expect((await rex.ports.pools.get(WORKSPACE))?.domains[0]?.failedRules).toEqual([]);
  });

  it('goes on with a provisioning whose execution is gone', async () => {
    await rex.addDomains(DOMAIN);
    await begin();
    await recheckDomains(rex.ports, WORKSPACE, 'c');
    expect(rex.starts).toHaveLength(1);
    rex.running.clear();
    await recheckDomains(rex.ports, WORKSPACE, 'c');
    expect(rex.starts).toHaveLength(2);
  });

  it('finds what the rules need of a domain that nobody set up', async () => {
    await rex.addDomains(DOMAIN);
    await checkRecords(rex.ports, { workspace: WORKSPACE, domain: DOMAIN }, 'c');
    expect((await rex.ports.pools.get(WORKSPACE))?.domains[0]?.failedRules).toContain(
      'DKIM signs every e-mail',
    );
  });
});

describe('a look', () => {
  const look = async (id: string) => {
    const wanted = wantedRecords(DOMAIN, { dkimTokens: ['a', 'b', 'c'] }, REGION);
    return (await lookAtRecords(rex.ports.lookUps, DOMAIN, wanted)).find((each) => each.id === id);
  };

  it('finds the policy of a domain above', async () => {
    rex.dns.set('_dmarc.acme.example TXT', { known: true, values: ['v=DMARC1; p=reject'] });
    expect(await look('dmarc')).toMatchObject({
      state: 'kept',
      note: 'The policy of acme.example holds here too.',
    });
  });

  it.each(['acme.example', DOMAIN])('finds a name that a registrar doubled (%s)', async (zone) => {
    const name = `a._domainkey.${DOMAIN}.${zone}`;
    rex.dns.set(`${name} CNAME`, { known: true, values: ['a.dkim.amazonses.com'] });
    const found = await look('dkim-1');
    expect(found?.state).toBe('conflict');
    expect(found?.note).toContain(name);
  });
});

describe('a resolver', () => {
  const failing = (code: string) => {
    const fail = async () => {
      throw Object.assign(new Error(code), { code });
    };
    return new ResolverLookUps({ resolveTxt: fail, resolveCname: fail, resolveMx: fail });
  };

  it.each(['ENOTFOUND', 'ENODATA'])('that answers %s knows that there is nothing', async (code) => {
    expect(await failing(code).look('a.example', 'MX')).toEqual({ known: true, values: [] });
  });

  it.each(['ESERVFAIL', 'ETIMEOUT', 'EREFUSED'])('that answers %s knows nothing', async (code) => {
    expect(await failing(code).look('a.example', 'TXT')).toEqual({ known: false, reason: code });
  });

  it('that nobody answers knows nothing', async () => {
    const silent = new ResolverLookUps(newResolver(['127.0.0.1:1']));
    expect(await silent.look('a.example', 'CNAME')).toMatchObject({ known: false });
  }, 20_000);
});
