import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  apolloPerson,
  type DataProvider,
  hunterData,
  hunterProblem,
  replying,
  startDataProvider,
} from '../../../../test/support/data-provider.ts';
import { NOBODY_LISTENS } from '../../../../test/support/nobody-listens.ts';
import { askJson } from '../../../platform/adapters/http/ask-json.ts';
import { apolloSource } from '../apollo/apollo-source.ts';
import { hunterSource } from '../hunter/hunter-source.ts';

let provider: DataProvider;
beforeAll(async () => {
  provider = await startDataProvider();
});
afterAll(() => provider?.stop());
beforeEach(() => {
  provider.asked.length = 0;
});

const ADDRESS = 'ann+x@acme.example';
const apollo = () => apolloSource({ apiKey: 'key-a', baseUrl: provider.apolloUrl }).find(ADDRESS);
const hunter = () => hunterSource({ apiKey: 'key-h', baseUrl: provider.hunterUrl }).find(ADDRESS);

describe('Apollo', () => {
  it('gets the address alone, with the key in a header, and its answer is parsed by the rules of the import', async () => {
    provider.apollo = apolloPerson({
      name: 'Ann Lee',
      title: '  Head of\nSales ',
      linkedin_url: 'http://www.linkedin.com/in/ann-lee?trk=x',
      country: 'United Kingdom',
      organization: {
        name: 'Acme\u202e Ltd',
        primary_domain: 'acme.example',
        industry: 'information technology & services',
        estimated_num_employees: 120,
        annual_revenue: 2_500_000,
        technology_names: ['x'],
      },
    });
    expect(await apollo()).toEqual({
      outcome: 'found',
      credits: 1,
      findings: {
        jobTitle: 'Head of Sales',
        linkedinUrl: 'https://www.linkedin.com/in/ann-lee',
        country: 'GB',
        company: 'Acme Ltd',
        industry: 'information technology & services',
        employees: 120,
        revenue: 2_500_000,
        employerDomain: 'acme.example',
      },
    });
    expect(provider.asked).toEqual([
      { method: 'POST', path: '/apollo/people/match', email: ADDRESS, key: 'key-a' },
    ]);
  });

  it.each([
    ['nobody of that address', apolloPerson(null), { outcome: 'nothing' }],
    ['an address that it does not take', replying(422, {}), { outcome: 'nothing' }],
    ['its rate limit', replying(429, {}, { 'retry-after': '7' }), { outcome: 'later', retryAfterSeconds: 7 }],
    ['its rate limit without a time', replying(429, {}), { outcome: 'later', retryAfterSeconds: 60 }],
    ['a wrong key', replying(401, {}), { outcome: 'unavailable', account: true, reason: 'status 401' }],
    [
      'a plan without the API',
      replying(403, {}),
      { outcome: 'unavailable', account: true, reason: 'status 403' },
    ],
    ['its own failure', replying(503, {}), { outcome: 'unavailable', account: false, reason: 'status 503' }],
    ['no JSON', replying(200, '<html>'), { outcome: 'unknown', reason: 'an answer of another shape' }],
    [
      'an endless answer',
      replying(200, `"${'x'.repeat(1_100_000)}"`),
      { outcome: 'unknown', reason: 'RangeError' },
    ],
    [
      'another address',
      replying(302, {}, { location: '/elsewhere' }),
      { outcome: 'unknown', reason: 'TypeError' },
    ],
  ])('%s', async (_, reply, answer) => {
    provider.apollo = reply;
    expect(await apollo()).toEqual(answer);
    expect(provider.asked).toHaveLength(1);
  });

  it('costs nothing when the connection is refused, and counts as paid when no answer comes', async () => {
    const nobody = apolloSource({ apiKey: 'k', baseUrl: NOBODY_LISTENS });
    expect(await nobody.find(ADDRESS)).toEqual({ outcome: 'unavailable', reason: 'ECONNREFUSED' });
    provider.apollo = () => undefined;
    const url = `${provider.apolloUrl}/people/match`;
    expect(await askJson(url, { method: 'POST', headers: {}, timeoutMs: 50 })).toEqual({
      answered: false,
      sent: true,
      reason: 'TimeoutError',
    });
  });
});

describe('Hunter', () => {
  const person = {
    employment: { domain: 'acme.example', name: 'Acme', title: 'Buyer' },
    geo: { country: 'Germany', countryCode: 'DE' },
    linkedin: { handle: 'ann-lee' },
  };
  const company = {
    name: 'Acme GmbH',
    domain: 'acme.example',
    category: { industry: 'Machinery', sector: 'Industrials' },
    metrics: { employees: '51-200' },
  };

  it('is called once for a person and the company, for one credit each', async () => {
    provider.hunter = hunterData({ person, company });
    expect(await hunter()).toEqual({
      outcome: 'found',
      credits: 2,
      findings: {
        jobTitle: 'Buyer',
        company: 'Acme GmbH',
        industry: 'Machinery',
        employees: 126,
        country: 'DE',
        linkedinUrl: 'https://www.linkedin.com/in/ann-lee',
        employerDomain: 'acme.example',
      },
    });
    expect(provider.asked).toEqual([
      { method: 'GET', path: '/hunter/combined/find', email: ADDRESS, key: 'key-h' },
    ]);
    provider.hunter = hunterData({ person: null, company });
    expect(await hunter()).toMatchObject({ credits: 1, findings: { company: 'Acme GmbH' } });
  });

  it.each([
    ['nobody', hunterProblem(404), { outcome: 'nothing' }],
    ['neither person nor company', hunterData({}), { outcome: 'nothing' }],
    ['its rate limit, which is 403', hunterProblem(403), { outcome: 'later', retryAfterSeconds: 60 }],
    ['still looking', replying(202, {}), { outcome: 'later', retryAfterSeconds: 60 }],
    [
      'no credits left, which is 429',
      hunterProblem(429),
      { outcome: 'unavailable', account: true, reason: 'status 429' },
    ],
    ['somebody who asked not to be processed', hunterProblem(451), { outcome: 'refused' }],
  ])('%s', async (_, reply, answer) => {
    provider.hunter = reply;
    expect(await hunter()).toEqual(answer);
  });

  it('leaves out values that cannot be parsed', async () => {
    provider.hunter = hunterData({
      person: {
        employment: { title: 7, domain: 'not a domain' },
        geo: null,
        linkedin: { handle: '../../x' },
      },
      company: { name: 'N/A', metrics: { employees: 'many' } },
    });
    expect(await hunter()).toEqual({ outcome: 'found', credits: 2, findings: {} });
  });
});
