import { describe, expect, it } from 'vitest';
import { CRM_LISTS, crmListsAreThere, readCrmList } from '../../../test/support/crm-leads.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { icpSettingsSchema } from '../contract/settings.ts';
import { fitIcpModel, type LabelledLead, predictOutcome } from './fit-model.ts';
import { icpFactsSchema } from './icp-facts.ts';

const SETTINGS = icpSettingsSchema.parse({});
const FACTS = icpFactsSchema.parse({
  industry: 'Software',
  size: '11-50',
  level: 'staff',
  say: 0.4,
  address: 'person',
  companyDomain: true,
  hasName: true,
  hasPhone: false,
  consent: 'unknown',
  suppressed: false,
  orders: 0,
  replied: false,
});

/** `columnsOf` is given whether the lead converts and a random number. */
function leadsOf(
  n: number,
  columnsOf: (positive: boolean, random: number) => Record<string, string>,
): LabelledLead[] {
  const random = seededRandom(3);
  return Array.from({ length: n }, () => {
    const positive = random() < 0.3;
    return { positive, facts: { ...FACTS, attributes: columnsOf(positive, random()) } };
  });
}

describe('a fitted model', () => {
  it('is used when it beats the weighted score beyond chance, and then separates good leads from bad', () => {
    const leads = leadsOf(800, (positive, random) => ({
      Source: random < (positive ? 0.7 : 0.3) ? 'Fair' : 'Web',
    }));
    const model = fitIcpModel(leads, SETTINGS);
    expect(model).toMatchObject({ used: true, refused: [], columns: expect.arrayContaining(['Source']) });
    expect(model.gain?.low).toBeGreaterThan(0.1);
    const of = (Source: string) =>
      predictOutcome(model, { ...FACTS, attributes: { Source } })?.probability ?? 0;
    expect(of('Fair')).toBeCloseTo(0.5, 1);
    expect(of('Web')).toBeCloseTo(0.16, 1);
    expect(predictOutcome(model, { ...FACTS, attributes: { Source: 'Fair' } })?.moved[0]?.what).toBe(
      'Source is Fair',
    );
  });

  it('is not used when the columns are noise', () => {
    const noise = leadsOf(600, (_, random) => ({ Source: String(Math.floor(random * 5)) }));
    expect(fitIcpModel(noise, SETTINGS)).toMatchObject({
      used: false,
      reason: expect.stringContaining('chance'),
    });
  });

  it('is not fitted to too few outcomes, and the message says how many are needed', () => {
    const few = leadsOf(100, () => ({ Source: 'Web' }));
    expect(fitIcpModel(few, SETTINGS)).toMatchObject({
      used: false,
      fitted: null,
      reason: expect.stringContaining('at least 50 of each kind'),
    });
  });

  it('refuses a column that reveals the outcome, whatever its name, unless a person vouches for it', () => {
    const leads = leadsOf(800, (positive, random) => ({
      x17: positive ? 'p' : random < 0.1 ? 'p' : 'q',
      'Lead Stage': random < 0.5 ? 'a' : 'b',
      Source: random < 0.5 ? 'Fair' : 'Web',
    }));
    const { refused, columns } = fitIcpModel(leads, SETTINGS);
    expect(refused).toEqual([
      { column: 'Lead Stage', reason: expect.stringContaining('judge the lead'), auc: expect.any(Number) },
      { column: 'x17', reason: expect.stringContaining('By itself it ranks'), auc: expect.any(Number) },
    ]);
    expect(columns).toContain('Source');
    const allowed = fitIcpModel(leads, {
      ...SETTINGS,
      allowColumns: ['lead stage'],
      refuseColumns: ['source'],
    });
    expect(allowed.refused.map(({ column }) => column)).toEqual(['Source', 'x17']);
  });
});

describe.skipIf(!crmListsAreThere())('on lists with known outcomes', () => {
  it.each(CRM_LISTS)(
    '$name: ranks as well as the stated baseline, and refuses every leaking column',
    (list) => {
      const model = fitIcpModel(readCrmList(list, 1, 10_000), SETTINGS);
      expect(model.refused.map(({ column }) => column).toSorted()).toEqual([...list.leaking].toSorted());
      expect(model.used).toBe(true);
      expect(model.fitted?.auc).toBeGreaterThan(list.stated - 0.01);
    },
  );
});
