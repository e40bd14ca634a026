import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { ADA, openCorrespondence } from '../../../test/memory/correspondence.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { readThreadToken } from '../../sending/domain/thread-token.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';

const WORDS = { subject: 'The catalogue', text: 'Hello Ada,\n\nhere it is.' };
const RUNS = {
  policy: [{ id: 'letters', when: { effect: ['email.send'] }, verdict: 'run', because: 'They may.' }],
};
const open = (settings: Partial<Settings> = {}) => openCorrespondence({ tasks: RUNS, settings });

describe('email.send', () => {
  it('asks by default, and sends exactly what was shown, with the address and a way to stop it', async () => {
    const rex = await openCorrespondence();
    const { id } = await rex.create('email.send', WORDS);
    const { effect } = await rex.work(id);
    expect(effect).toMatchObject({
      kind: 'email.send',
      limit: 'email',
      recipients: { count: 1, sample: [ADA] },
    });
    const text = effect?.content?.text ?? '';
    expect(text).toContain('here it is.\n\n--\nAcme, 1 Main Street\nUnsubscribe: https://rex.example/u/');
    await rex.approve(id);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
    const mail = await PostalMime.parse(rex.mails[0]?.raw ?? new Uint8Array());
    expect([mail.subject, mail.text?.trim()]).toEqual([WORDS.subject, text]);
    const token = /\/u\/(\S+)/.exec(text)?.[1] ?? '';
    expect(readThreadToken('secret', token)).toMatchObject({ workspace: WORKSPACE, leadId: ADA });
    expect(mail.headers.map(({ key }) => key)).not.toContain('auto-submitted');
  });

  it.each([
    [
      'quiet hours',
      { sendWindow: { startHour: 14, endHour: 18, weekdays: [1, 2, 3, 4, 5, 6, 7] } },
      'QUIET_HOURS',
      '2026-03-05T14:00:00.000Z',
    ],
    [
      'the cap of the person',
      { frequencyCap: { minHoursBetween: 48, maxIn30Days: 10 } },
      'FREQUENCY_CAP',
      '2026-03-07T12:00:00.000Z',
    ],
  ])('waits for %s without counting a try', async (_, settings, code, until) => {
    const rex = await open(settings);
    const { id } = await rex.create('email.send', WORDS);
    expect(await rex.work(id)).toMatchObject({
      status: 'new',
      attempts: 0,
      lookAt: until,
      error: expect.stringContaining(code),
    });
    rex.pass(Date.parse(until) - rex.ports.clock.now().getTime());
    expect(await rex.work(id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect(rex.mails).toHaveLength(1);
  });

  it('waits while a reply of the person waits for a decision', async () => {
    const rex = await open();
    await rex.writes('How are you?');
    const { id } = await rex.create('email.send', WORDS);
    expect(await rex.work(id)).toMatchObject({ status: 'new', error: expect.stringContaining('HELD') });
    await rex.ports.leads.save({ ...(await rex.lead(1)), hold: undefined });
    rex.pass(DAY);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  });

  it('needs a consent where the workspace requires one, although the person wrote once', async () => {
    const rex = await open({ requireConsent: true });
    await rex.writes('How are you?');
    const lead = await rex.lead(1);
    await rex.ports.leads.save({
      ...lead,
      hold: undefined,
      profile: { ...lead.profile, consent: 'unknown' },
    });
    const { id } = await rex.create('email.send', WORDS);
    expect(await rex.work(id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('NO_CONSENT'),
    });
  });

  it('takes its part of the day of domain and workspace, and waits for the next when that is spent', async () => {
    const rex = await open({ dailyBudget: 2 });
    const { id } = await rex.create('email.send', WORDS);
    // The mission has sent two.
    expect(await rex.work(id)).toMatchObject({
      status: 'new',
      error: expect.stringContaining('DAILY_BUDGET'),
      lookAt: '2026-03-06T00:00:00.000Z',
    });
    rex.pass(12 * HOUR);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  });

  it('is sent when it is due, and as a follow-up only to somebody who is silent', async () => {
    const rex = await open();
    const since = rex.ports.clock.now().toISOString();
    const followUp = { ...WORDS, onlyIfSilentSince: since };
    const due = { dueAt: new Date(rex.ports.clock.now().getTime() + DAY).toISOString() };
    const early = await rex.create('email.send', followUp, due);
    expect(await rex.work(early.id)).toMatchObject({ status: 'new' });
    expect(rex.mails).toEqual([]);
    rex.pass(DAY);
    expect(await rex.work(early.id)).toMatchObject({ status: 'completed', effect: { segment: 'follow-up' } });
    rex.pass(HOUR);
    await rex.writes('Thank you.');
    await rex.ports.leads.save({ ...(await rex.lead(1)), hold: undefined });
    const late = await rex.create('email.send', followUp);
    expect(await rex.work(late.id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('has written since'),
    });
    expect(rex.mails).toHaveLength(1);
  });
});
