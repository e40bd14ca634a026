import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY } from '../../kernel/clock.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { inboundRecorder } from '../../sending/app/record-inbound.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import type { ReceivedMail } from '../contract/messages.ts';
import { receiveMail } from './receive-mail.ts';
import type { ReceiveMailDeps } from './received-mail.ts';

const SECRET = 'secret';
const OURS = 'hello@mail.acme.example';
const KNOWN = 'jo@people.example';
const KNOWN_ID = leadIdOf(WORKSPACE, KNOWN);

/** Two people who were written to once, and one whom only the address makes known. */
async function written() {
  const rex = await openOutreach();
  await rex.send();
  const { profile } = personOf(9);
  await rex.ports.leads.create(
    personOf(9, { id: KNOWN_ID, profile: { ...profile, identity: KNOWN, address: KNOWN } }),
  );
  const files = new Map<string, string>();
  const deps = {
    ...rex.ports,
    files: { ...rex.ports, read: async (key: string) => new TextEncoder().encode(files.get(key) ?? '') },
    feedback: inboundRecorder(rex.ports),
    operatorsWorkspace: 'operations',
    threadSecret: SECRET,
  } as unknown as ReceiveMailDeps;
  let mails = 0;
  const tokenOf = (n: number, secret = SECRET): string =>
    threadToken(secret, {
      workspace: WORKSPACE,
      leadId: personOf(n).id,
      missionHash: missionHashOf(rex.id),
      step: 1,
    });
  const mailOf = (text: string, change: Partial<ReceivedMail> & { from?: string; headers?: string[] }) => {
    const { from = 'p1@people.example', headers = [], ...received } = change;
    const id = received.id ?? `ses-${++mails}`;
    const rawKey = `mail/${id}`;
    const head = [`From: ${from}`, `To: ${OURS}`, 'Subject: Re: Hello', `Message-ID: <${id}@people.example>`];
    files.set(rawKey, [...head, ...headers, '', text, ''].join('\r\n'));
    const mail: ReceivedMail = {
      id,
      rawKey,
      receivedAt: rex.ports.clock.now(),
      recipients: [`reply+${tokenOf(1)}@mail.acme.example`],
      spam: false,
      virus: false,
      ...received,
    };
    return mail;
  };
  return {
    ...rex,
    deps,
    tokenOf,
    mailOf,
    receive: (text: string, change: Parameters<typeof mailOf>[1] = {}, of: Partial<ReceiveMailDeps> = {}) =>
      receiveMail({ ...deps, ...of }, mailOf(text, change)),
    known: async () => rex.ports.leads.get(WORKSPACE, KNOWN_ID),
    inbound: (n = 1) => rex.ports.leads.listInbound(WORKSPACE, personOf(n).id),
    alerts: async (workspace = WORKSPACE) => (await rex.ports.alerts.list(workspace, { limit: 9 })).alerts,
    sendsNext: async () => {
      rex.pass(2 * DAY);
      await rex.work();
      return rex.mails.slice(2).map(({ to }) => to);
    },
  };
}

describe('a mail in a thread of ours', () => {
  it('holds its author from everything until a person has decided, and is stored with its thread', async () => {
    const rex = await written();
    expect(await rex.receive('Who are you?')).toBe('stored');
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply', channel: 'email' });
    expect(await rex.inbound()).toMatchObject([
      { id: 'ses-1', kind: 'reply', text: 'Who are you?', missionId: rex.id, step: 1 },
    ]);
    const [message] = (await rex.messages()).filter(({ leadId }) => leadId === personOf(1).id);
    expect(message?.repliedAt).toBe('2026-03-05T12:00:00.000Z');
    expect(await rex.sendsNext()).toEqual([personOf(2).profile.address]);
  });

  it('is taken in once, however often it is announced', async () => {
    const rex = await written();
    await rex.receive('Who are you?', { id: 'ses-7' });
    const before = rex.records();
    expect(await rex.receive('Who are you?', { id: 'ses-7' })).toBe('repeated');
    expect(rex.records()).toEqual(before);
  });

  it('that asks to stop suppresses its author for good, and answers what waited before', async () => {
    const rex = await written();
    await rex.receive('Who are you?');
    await rex.receive('Please unsubscribe me from this list.');
    expect((await rex.lead(1)).suppression).toMatchObject({ reason: 'unsubscribe', source: 'mail ses-2' });
    const { replies } = await rex.ports.replies.list(WORKSPACE, { state: 'waiting', limit: 9 });
    expect(replies).toEqual([]);
    expect(await rex.sendsNext()).toEqual([personOf(2).profile.address]);
  });

  it('has its effect before it is stored, so that a death in between loses neither', async () => {
    const rex = await written();
    const leads = meanwhile(rex.ports.leads, 'save', () =>
      Promise.reject(new Error('The process dies here.')),
    );
    const stop = 'Please unsubscribe me from this list.';
    await expect(rex.receive(stop, { id: 'ses-7' }, { leads })).rejects.toThrow('dies');
    expect((await rex.lead(1)).suppression?.reason).toBe('unsubscribe');
    expect(await rex.inbound()).toEqual([]);
    expect(await rex.receive(stop, { id: 'ses-7' })).toBe('stored');
    expect(await rex.inbound()).toHaveLength(1);
  });

  it('of a machine that says when somebody is back makes the sequence wait, and holds nobody', async () => {
    const rex = await written();
    await rex.receive('I am out of office until March 20, 2026.', {
      headers: ['Auto-Submitted: auto-replied'],
    });
    const lead = await rex.lead(1);
    expect(lead.hold).toBeUndefined();
    expect(lead.suppression).toBeUndefined();
    expect(lead.notBefore?.because).toBe('absent');
    expect(await rex.sendsNext()).toEqual([personOf(2).profile.address]);
  });

  it.each([['spam'], ['virus']] as const)(
    'that the scan calls %s is not read, but holds its author',
    async (verdict) => {
      const rex = await written();
      expect(await rex.receive('Please unsubscribe me.', { [verdict]: true })).toBe('quarantined');
      const lead = await rex.lead(1);
      expect(lead.hold?.reason).toBe('quarantined');
      expect(lead.suppression).toBeUndefined();
      expect((await rex.inbound())[0]?.text).toBe('');
    },
  );

  it('finds its thread in what it refers to and in what it quotes, where the address has lost its tag', async () => {
    for (const [text, headers] of [
      ['Who are you?', (token: string) => [`In-Reply-To: <${token}@mail.acme.example>`]],
      ['Who are you?\r\n> https://rex.example/u/TOKEN', () => []],
    ] as const) {
      const rex = await written();
      const token = rex.tokenOf(1);
      const change = { recipients: [OURS], headers: headers(token) };
      expect(await rex.receive(text.replace('TOKEN', token), change)).toBe('stored');
      expect((await rex.lead(1)).hold?.reason).toBe('reply');
    }
  });

  it('is stored with what its author wants, and told and counted by it', async () => {
    const rex = await written();
    await rex.receive('Please get back to me in May.', { headers: ['Date: Thu, 5 Mar 2026 12:00:00 +0000'] });
    const reading = { class: 'later', certainty: 'certain', by: 'rules', language: 'en', day: '2026-05-01' };
    expect(await rex.inbound()).toMatchObject([{ reading }]);
    const list = (wants: 'later' | 'interested') =>
      rex.ports.replies.list(WORKSPACE, { state: 'waiting', class: wants, limit: 9 });
    expect((await list('later')).replies).toMatchObject([{ reading }]);
    expect((await list('interested')).replies).toEqual([]);
    expect(await rex.ports.missions.replyCounts(WORKSPACE, rex.id)).toEqual({
      waiting: 1,
      classes: { later: 1 },
    });
    expect((await rex.lead(1)).hold?.reason).toBe('reply');
    expect((await rex.lead(1)).notBefore).toBeUndefined();
  });

  it.each([
    [
      'challenge',
      'Your message is being held. Please confirm that you are a person: https://filter.example/x',
    ],
    ['wrong_person', 'Ann Lee has left the company. This mailbox is not read any more.'],
    ['wrong_person', 'I have left the company. For any enquiries contact Max Doe at max@firm.example.'],
    ['wrong_person', 'Ya no trabajo aquí. Contacte con mi compañero Max Pérez, max@firm.example.'],
    ['wrong_person', 'This email address is no longer in use.'],
    ['possible_opt_out', 'Tôi không muốn nhận email nữa.'],
  ])('of a machine is no noise when nothing that we send is read: %s', async (reason, text) => {
    const rex = await written();
    await rex.receive(text, { headers: ['Auto-Submitted: auto-replied'] });
    expect((await rex.lead(1)).hold?.reason).toBe(reason);
    expect(await rex.sendsNext()).toEqual([personOf(2).profile.address]);
  });

  it('of a lead that was erased is stored for nobody', async () => {
    const rex = await written();
    const leads = Object.assign(Object.create(rex.ports.leads), { get: async () => undefined });
    expect(await rex.receive('Who are you?', {}, { leads })).toBe('unknownLead');
  });

  it('with a token that we did not sign is no mail of that thread', async () => {
    const rex = await written();
    const forged = `reply+${rex.tokenOf(1, 'another secret')}@mail.acme.example`;
    const change = { recipients: [forged], from: 'x@evil.example' };
    expect(await rex.receive('Please unsubscribe me.', change)).toBe('noThread');
    expect((await rex.lead(1)).suppression).toBeUndefined();
    expect((await rex.lead(1)).hold).toBeUndefined();
  });
});

/** The people of this test have ids of their own; here the first is found by the address, as a lead of an import is. */
const foundByAddress = ({ leads }: ReceiveMailDeps): Pick<ReceiveMailDeps, 'leads'> => {
  const id = leadIdOf(WORKSPACE, 'p1@people.example');
  const getMany: typeof leads.getMany = (workspace, ids, consistency) =>
    leads.getMany(
      workspace,
      ids.map((each) => (each === id ? personOf(1).id : each)),
      consistency,
    );
  return { leads: Object.assign(Object.create(leads), { getMany }) };
};

describe('a mail without a thread', () => {
  const stop = 'Please unsubscribe me from this list.';
  const from = { from: KNOWN, recipients: [OURS] };

  it('suppresses the lead of its address when the provider proves who sent it', async () => {
    const rex = await written();
    expect(await rex.receive(stop, { ...from, dmarc: 'pass' })).toBe('stored');
    expect((await rex.known())?.suppression?.reason).toBe('unsubscribe');
  });

  it('answers what waited before, when it asks to stop', async () => {
    const rex = await written();
    const waiting = async () =>
      (await rex.ports.replies.list(WORKSPACE, { state: 'waiting', limit: 9 })).replies;
    await rex.receive('Who are you?', { ...from, dmarc: 'pass' });
    expect(await waiting()).toHaveLength(1);
    await rex.receive(stop, { ...from, dmarc: 'pass' });
    expect(await waiting()).toEqual([]);
  });

  it('only holds the lead when nothing proves who sent it', async () => {
    const rex = await written();
    expect(await rex.receive(stop, from)).toBe('stored');
    const lead = await rex.known();
    expect(lead?.suppression).toBeUndefined();
    expect(lead?.hold?.reason).toBe('unproven_sender');
  });

  it('touches nobody when it is disproven who sent it, and tells a person once', async () => {
    const rex = await written();
    for (const dmarc of ['fail', 'fail'] as const)
      expect(await rex.receive(stop, { ...from, dmarc })).toBe('noThread');
    expect(await rex.known()).toMatchObject({ version: 1 });
    expect(await rex.alerts()).toMatchObject([{ type: 'inbound.unmatched', count: 2 }]);
  });

  it('of nobody we know is told to the workspace whose domain it came to, or else to the operators', async () => {
    const rex = await written();
    const stranger = { from: 'stranger@elsewhere.example', recipients: [OURS] };
    expect(await rex.receive(stop, stranger)).toBe('noThread');
    expect(await rex.alerts()).toHaveLength(1);
    expect(await rex.receive(stop, { ...stranger, recipients: ['x@unknown.example'] })).toBe('noThread');
    expect(await rex.alerts('operations')).toHaveLength(1);
    expect(await rex.alerts()).toMatchObject([{ count: 1 }]);
  });

  it('of somebody to whom a lead forwarded our message is of its thread, by the id of the message', async () => {
    const rex = await written();
    const [sent] = (await rex.messages()).filter(({ leadId }) => leadId === personOf(1).id);
    const text = `Please send us an offer.\r\n> To: ${personOf(1).profile.address}\r\n> Hello`;
    const headers = [`References: <${sent?.providerMessageId}@email.amazonses.com>`];
    const change = { from: 'boss@elsewhere.example', recipients: [OURS], headers };
    expect(await rex.receive(text, change, foundByAddress(rex.deps))).toBe('stored');
    expect(await rex.inbound()).toMatchObject([{ missionId: rex.id, step: 1 }]);
    expect((await rex.lead(1)).hold?.reason).toBe('reply');
  });

  it('of a colleague, with a lead in copy, holds the lead and never suppresses', async () => {
    const rex = await written();
    const known = foundByAddress(rex.deps);
    const headers = [`Cc: ${personOf(1).profile.address}`];
    const colleague = { from: 'boss@people.example', recipients: [OURS], headers };
    expect(await rex.receive(stop, colleague, known)).toBe('stored');
    expect((await rex.lead(1)).hold?.reason).toBe('unproven_sender');
    expect((await rex.lead(1)).suppression).toBeUndefined();
    expect(await rex.receive(stop, { ...colleague, from: 'x@elsewhere.example' }, known)).toBe('noThread');
    expect(await rex.receive(stop, { ...colleague, dmarc: 'fail' }, known)).toBe('noThread');
    expect(await rex.inbound()).toHaveLength(1);
  });

  it('that is spam is left unread, and nobody is told', async () => {
    const rex = await written();
    expect(await rex.receive(stop, { ...from, spam: true })).toBe('quarantined');
    expect(await rex.known()).toMatchObject({ version: 1 });
    expect(await rex.alerts()).toEqual([]);
  });
});
