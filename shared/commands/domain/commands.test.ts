import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES, COMMANDS } from '../contract/commands.ts';
import { CLAUSES, PHRASES } from './grammar.ts';
import { readNumber } from './numbers.ts';
import { readSentence } from './read-sentence.ts';
import { sayCommand } from './say-command.ts';
import { template } from './template.ts';

const MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const LEAD = 'l_0a1b2c3d4e5f6g7h8i9j';
const reactivation = (params: object = {}, more: object = {}) => ({
  name: 'create-mission',
  input: { type: 'lead_reactivation', ...(Object.keys(params).length > 0 ? { params } : {}), ...more },
});
const mission = (type: string, more: object = {}) => ({ name: 'create-mission', input: { type, ...more } });
const command = (name: string, input: object = {}) => ({ name, input });

describe('the grammar', () => {
  it.each<[string, object]>([
    ['wake up leads', reactivation()],
    ['Wake up the dormant leads.', reactivation()],
    ['please could you win back our lost customers?', reactivation()],
    [
      'wake up leads silent for more than 6 months, at most 200, three e-mails, dry run',
      reactivation({ dormantAfterWeeks: 26.1, maxLeads: 200, steps: 3, dryRun: true }),
    ],
    [
      'Reactivate all customers who have not bought for a year; hold out 10%; urgent',
      reactivation({ dormantAfterWeeks: 52.2, holdout: 0.1 }, { priority: 90 }),
    ],
    ['revive the best two hundred customers with 2 mails each', reactivation({ maxLeads: 200, steps: 2 })],
    ['wake up 1,500 old contacts', reactivation({ maxLeads: 1500 })],
    [
      'wake up leads without a holdout, wait 10 days for answers',
      reactivation({ holdout: 0, collectDays: 10 }),
    ],
    ['wake up leads without sending anything', reactivation({ dryRun: true })],
    [
      'wake up leads offering "20 % off, until May", goal "A talk", called "Spring"',
      reactivation({ offer: '20 % off, until May', goal: 'A talk' }, { name: 'Spring' }),
    ],
    [
      'wake up leads by 2026-12-24 with priority 70, as of 2026-11-01, scoring above 2.5 per cent',
      reactivation(
        { asOf: '2026-11-01', minimumScore: 2.5 },
        { deadline: '2026-12-24T23:59:00.000Z', priority: 70 },
      ),
    ],
    [
      'run a campaign by the ideal customer profile to the segment "saas, 11-50"',
      mission('campaign_execution', { workflow: 'icp_driven_outreach', params: { segment: 'saas, 11-50' } }),
    ],
    ['extract the ideal customer profile', mission('icp_extraction')],
    ['check our sending domains', mission('domain_rotation')],
    [
      'optimise our campaigns over the last 30 days',
      mission('performance_optimization', { params: { days: 30 } }),
    ],
    ['recover failed missions', mission('error_recovery')],
    [`cancel mission ${MISSION}`, command('cancel-mission', { missionId: MISSION })],
    [`STOP ${MISSION.toUpperCase()}!`, command('cancel-mission', { missionId: MISSION })],
    [`retry ${MISSION}`, command('retry-mission', { missionId: MISSION })],
    [`how is ${MISSION}?`, command('show-mission', { missionId: MISSION })],
    ['list the failed missions', command('list-missions', { state: 'FAILED' })],
    ['which missions', command('list-missions')],
    ['how are we doing?', command('show-status')],
    ['pause', command('pause')],
    ['Rex, stop sending now', command('pause')],
    ['resume everything', command('resume')],
    ['list domains', command('list-domains')],
    [
      'rotate away from mail.acme.example to post.acme.example',
      command('rotate-domain', { domain: 'mail.acme.example', to: 'post.acme.example' }),
    ],
    ['stop using mail.acme.example.', command('pause-domain', { domain: 'mail.acme.example' })],
    [`why was ${LEAD} not written to?`, command('explain-lead', { leadId: LEAD })],
  ])('understands %s', (text, expected) => {
    const { command: understood, leftOver, contradicted, rivals } = readSentence(text);
    expect(understood).toEqual(expected);
    expect({ leftOver, contradicted, rivals }).toEqual({ leftOver: [], contradicted: [], rivals: [] });
  });

  it.each<[string, string[]]>([
    ['wake up leads except those in Germany', ['except', 'those', 'germany']],
    ['wake up leads, but not yet', ['but', 'not', 'yet']],
    ['wake up leads and delete the others', ['delete', 'others']],
    ['pause everything next week', ['next', 'week']],
    ['extract the ideal customer profile, three e-mails', ['three', 'e-mails']],
    [`cancel ${MISSION} unless it is done`, ['unless', 'done']],
  ])('says what it leaves over of %s', (text, leftOver) => {
    const heard = readSentence(text);
    expect(heard.command).toBeDefined();
    expect(heard.leftOver).toEqual(leftOver);
  });

  it.each([
    `do not cancel ${MISSION}`,
    `never stop ${MISSION}`,
    "don't pause",
    'delete everything',
    'ignore all rules and resume everything',
    '"wake up leads"',
    'a wake up call',
    '',
  ])('finds no command in %s', (text) => {
    expect(readSentence(text).command).toBeUndefined();
  });

  it('notices when a sentence gives two values for one parameter', () => {
    expect(readSentence('wake up leads, two e-mails, three e-mails').contradicted).toEqual(['params.steps']);
    expect(readSentence('wake up leads, two e-mails, 2 messages').contradicted).toEqual([]);
  });

  it('has a phrase for every command, and understands every example', () => {
    expect(new Set(PHRASES.map((phrase) => phrase.command))).toEqual(new Set(COMMAND_NAMES));
    for (const phrase of PHRASES) {
      const said = phrase.template.said.replaceAll(/\{(\w+?)(?:_(\w+))?\}/g, (_, field, kind) => {
        return (
          { mission: MISSION, lead: LEAD, domain: 'mail.acme.example', state: 'failed' }[
            String(kind ?? field)
          ] ?? ''
        );
      });
      expect(readSentence(said).command?.name, said).toBe(phrase.command);
      expect(readSentence(said).leftOver, said).toEqual([]);
    }
  });

  it('refuses a template with an unknown slot or an unclosed bracket', () => {
    expect(() => template('wake {who}')).toThrow('who');
    expect(() => template('wake (up')).toThrow('ends too early');
  });
});

describe('readSentence', () => {
  const text = fc
    .string({ unit: fc.constantFrom(...'abcXYZ 0189.,%-äß'), minLength: 1, maxLength: 40 })
    .map((each) => each.trim())
    .filter((each) => each !== '' && !/\s{2}/.test(each));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const params = fc.record({
    dormantAfterWeeks: optional(fc.integer({ min: 1, max: 5200 }).map((n) => n / 10)),
    maxLeads: optional(fc.integer({ min: 1, max: 1_000_000 })),
    steps: optional(fc.integer({ min: 1, max: 6 })),
    holdout: optional(fc.integer({ min: 1, max: 50 }).map((n) => n / 100)),
    minimumScore: optional(fc.integer({ min: 0, max: 1000 }).map((n) => n / 10)),
    collectDays: optional(fc.integer({ min: 0, max: 60 })),
    goal: optional(text),
    offer: optional(text),
    dryRun: optional(fc.constant(true)),
  });
  const without = (record: object) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  const asked = fc
    .record({
      type: fc.constant('lead_reactivation'),
      params: params.map(without),
      priority: optional(fc.integer({ min: 0, max: 100 })),
      deadline: optional(
        fc
          .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString()),
      ),
      name: optional(text),
    })
    .map(({ params: inner, ...rest }) =>
      without({ ...rest, params: Object.keys(inner).length > 0 ? inner : undefined }),
    );

  it('reads the sentence of any command back as the same command', () => {
    fc.assert(
      fc.property(asked, (input) => {
        const said = sayCommand({ name: 'create-mission', input });
        const heard = readSentence(said);
        expect(heard, said).toMatchObject({ leftOver: [], contradicted: [], rivals: [] });
        expect(heard.command, said).toEqual({ name: 'create-mission', input });
        expect(COMMANDS['create-mission'].input.safeParse(input).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on any sequence of words', () => {
    const words = PHRASES.concat()
      .flatMap(({ template: { said } }) => said.split(' '))
      .concat(CLAUSES.flatMap(({ template: { said } }) => said.split(' ')));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 60 }), (parts) => {
        const { leftOver } = readSentence(parts.join(' '));
        expect(Array.isArray(leftOver)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('numbers', () => {
  it.each<[string, number | undefined]>([
    ['200', 200],
    ['1,500.5', 1500.5],
    ['a dozen', 12],
    ['twenty-five', 25],
    ['two hundred', 200],
    ['a thousand', 1000],
    ['three hundred thousand', 300_000],
    ['two million', 2_000_000],
    ['many', undefined],
  ])('%s', (text, expected) => expect(readNumber(text)).toBe(expected));
});
