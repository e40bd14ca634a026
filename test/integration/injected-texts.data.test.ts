import { describe, expect, it } from 'vitest';
import { leadScorer } from '../../shared/agents/icp/icp-intelligence.ts';
import { MissionBriefSchema } from '../../shared/agents/personalizer/brief.ts';
import { acceptDrafts } from '../../shared/agents/personalizer/personalizer.ts';
import { planChannels } from '../../shared/agents/reviver/channel-strategy.ts';
import { reviveLead } from '../../shared/agents/reviver/reviver.ts';
import { channelSettingsSchema } from '../../shared/channels/contract/channels.ts';
import { newContactNumber } from '../../shared/channels/domain/contact-number.ts';
import { textMeaning } from '../../shared/channels/domain/keywords.ts';
import { readSentence } from '../../shared/commands/domain/read-sentence.ts';
import { escapeHtml, plainText } from '../../shared/content/domain/plain-text.ts';
import { planSequence } from '../../shared/content/domain/sequence.ts';
import { builtInTexts } from '../../shared/content/domain/short-texts.ts';
import type { StoredTemplate } from '../../shared/content/domain/template.ts';
import type { MissionContent } from '../../shared/drafting/domain/content.ts';
import { buildFor, factsOf } from '../../shared/drafting/domain/message.ts';
import { surveyLead } from '../../shared/icp/app/gather-icp-facts.ts';
import { icpSettingsSchema } from '../../shared/icp/contract/settings.ts';
import { seniorityOf } from '../../shared/icp/domain/seniority.ts';
import { LEAD_FIELDS, type LeadField } from '../../shared/leads/domain/columns.ts';
import { sizeBandOf } from '../../shared/leads/domain/company-size.ts';
import { industryOf, SECTORS } from '../../shared/leads/domain/industry.ts';
import type { Lead } from '../../shared/leads/domain/lead.ts';
import { parseLeadRow } from '../../shared/leads/domain/lead-row.ts';
import { asksForNoContact } from '../../shared/leads/domain/note-opt-out.ts';
import { REPLY_CLASSES } from '../../shared/mail/contract/reply-class.ts';
import { composeMail } from '../../shared/mail/domain/compose.ts';
import { classifyInbound } from '../../shared/mail/domain/inbound.ts';
import { NO_ENGAGEMENT } from '../../shared/scoring/domain/past-engagement.ts';
import { fitReactivationModel } from '../../shared/scoring/domain/reactivation-model.ts';
import { allVerdicts } from '../../shared/sending/domain/guards/guards.ts';
import { goodSendContext } from '../bench/send-context.ts';
import { injectedTexts, injectionsAreThere } from '../support/injections.ts';

const TEXTS = injectedTexts();
const NOW = new Date('2026-03-02T12:00:00.000Z');
const IMPORTED = '2026-02-01T12:00:00.000Z';

/** What is sent to people like these: every step by every channel, with the brand's own links. */
const sends = goodSendContext(NOW);
const { mission } = sends;
const content: MissionContent = {
  version: 1,
  source: 'built-in',
  notes: [],
  templates: planSequence({ steps: 6, variants: ['A', 'B'] }),
  brand: {
    brandName: 'Harbour Records',
    senderName: 'Elena',
    postalAddress: '12 Quay Street, Portland',
    website: 'https://www.harbour.example',
    bookingUrl: 'https://www.harbour.example/book',
    offer: 'a first consultation at no charge',
  },
  brandObservedOn: IMPORTED.slice(0, 10),
  from: { name: 'Elena', address: 'elena@mail.harbour.example' },
  replyDomain: 'reply.harbour.example',
  channels: {
    settings: channelSettingsSchema.parse({
      steps: [['email'], ['sms', 'email'], ['linkedin', 'email']],
      sms: { sender: '+15005550006' },
    }),
    replyRates: {},
    texts: builtInTexts(),
  },
};
const model = fitReactivationModel([], NOW);
const NO_PAST = { orders: undefined, engagement: NO_ENGAGEMENT };
const icpScore = leadScorer(undefined, icpSettingsSchema.parse({}));

/** A row in which every field is something; the person may be written to by every channel. */
const ROW: Readonly<Record<LeadField, string>> = {
  externalId: 'crm-1',
  email: 'pat@shop.example',
  firstName: 'Xaviera',
  lastName: 'Quimby',
  fullName: 'Xaviera Quimby',
  mobile: '',
  phone: '+49 1522 8817386',
  company: 'Zwillinghaus Optik',
  street: 'Zinnweg',
  houseNumber: '4',
  addressLine2: '',
  city: 'Zeitz',
  region: 'Anhalt',
  postcode: '06712',
  country: 'DE',
  birthDate: '1980-05-06',
  timeZone: 'Europe/Berlin',
  consent: 'subscribed',
  optOut: '',
  smsConsent: 'subscribed',
  whatsappConsent: 'subscribed',
  linkedinUrl: 'https://www.linkedin.com/in/xaviera',
  notes: 'Met at the fair.',
  industry: 'Zither making',
  employees: '40',
  revenue: '1000000',
  jobTitle: 'Clerk',
  visits: '3',
  secondsOnSite: '200',
  pageViews: '4',
  outcome: '',
  lastContactedAt: '2025-01-01',
  createdAt: '2024-01-01',
};
/** What no parser of a cell with a closed meaning understands. */
const UNREADABLE = 'somewhat';
/** Fields whose words are kept; the words of all others are read or left out. */
const KEPT = new Set<LeadField>([
  'externalId',
  'firstName',
  'lastName',
  'fullName',
  'company',
  'street',
  'houseNumber',
  'addressLine2',
  'city',
  'region',
  'postcode',
  'notes',
  'industry',
  'jobTitle',
]);
const ATTRIBUTE = 'favourite colour';

const OWN_LINK = /="(https:\/\/www\.harbour\.example(\/book)?|\uE010unsubscribe-url\uE010)"$/;

type Cells = Partial<Record<LeadField, string>>;

/** The person as an import of this row records them. A full name is read only where there are no other names. */
function leadOf(change: Cells, attribute = 'green'): Lead {
  const cells = { ...ROW, ...('fullName' in change ? { firstName: '', lastName: '' } : {}), ...change };
  const parsed = parseLeadRow(
    [...LEAD_FIELDS.map((field) => cells[field]), attribute],
    Object.fromEntries(LEAD_FIELDS.map((field, at) => [field, at])),
    [{ name: ATTRIBUTE, at: LEAD_FIELDS.length }],
  );
  if (!parsed.ok) throw new Error(parsed.reason);
  return { ...sends.lead, journeys: {}, contacted: [], profile: parsed.lead };
}

/** Everything that Rex decides of a person, and whom it would write to by what. */
function decisionsOf(lead: Lead) {
  const drafted = { variant: 'A', purchases: undefined };
  const channels = planChannels({ content, mission, now: NOW }, lead, drafted, {
    number: newContactNumber('bench', 'n'),
    sends: [],
  });
  const facts = factsOf(content, mission, lead, drafted);
  const built = (['email', 'sms', 'linkedin'] as const).flatMap((channel) =>
    [1, 4].map((step) => buildFor(channel, { content, lead, variant: 'A', step, facts, now: NOW })),
  );
  const { profile } = lead;
  const known = surveyLead(lead, undefined, [], NOW);
  return {
    whoItIs: [profile.identity, profile.address, profile.roleAddress, profile.neverMail],
    consents: [profile.consent, profile.channelConsents],
    place: [profile.phone, profile.country, profile.timeZone, profile.timeZoneSource],
    scored: reviveLead({ mission, settings: sends.settings, model }, lead, NO_PAST),
    icp: icpScore(known.facts),
    channels: channels?.map(({ channel }) => channel),
    guards: (['email', 'sms', 'linkedin'] as const).map((channel) =>
      allVerdicts({ ...sends, lead, channel }),
    ),
    sent: built.map((message) =>
      message.ok ? [message.channel, message.to, message.from] : message.blocked,
    ),
  };
}

/** A note that reads as if somebody had asked for no contact is obeyed; the others are words. */
const noteOf = (text: string): string => (asksForNoContact(text) ? '' : text);

/** The texts that make a difference: as JSON, for a deep comparison of each would take minutes. */
function oddOnes(made: (text: string) => unknown, harmless: unknown): string[] {
  const expected = JSON.stringify(harmless);
  return TEXTS.filter((text) => JSON.stringify(made(text)) !== expected);
}

/** Each message of the e-mail sequence as its bytes, headers and all, with the words of this lead exchanged. */
async function mailsOf(lead: Lead, exchanged: readonly (readonly [from: string, to: string])[] = []) {
  const facts = factsOf(content, mission, lead, { purchases: undefined });
  const mails: string[] = [];
  // The one greets by name, the other speaks of the company.
  for (const step of [1, 3]) {
    const built = buildFor('email', { content, lead, variant: 'A', step, facts, now: NOW });
    if (!built.ok || built.channel !== 'email') throw new Error('The message is not built.');
    const { subject, text, html } = built.rendered;
    const swap = (words: string, as: (each: string) => string): string =>
      exchanged.reduce((rest, [from, to]) => rest.replaceAll(as(from), as(to)), words);
    const plain = (each: string): string => each;
    const raw = await composeMail({
      from: content.from,
      to: built.to,
      replyTo: `reply+token@${content.replyDomain}`,
      subject: swap(subject, plain),
      text: swap(text, plain),
      html: swap(html, escapeHtml),
      listUnsubscribeUrl: 'https://rex.example/u/token',
      listUnsubscribeMailto: `reply+token@${content.replyDomain}?subject=unsubscribe`,
      messageIdDomain: 'mail.harbour.example',
      date: NOW,
    });
    mails.push(Buffer.from(raw).toString('latin1'));
  }
  return mails;
}

describe.skipIf(!injectionsAreThere())(`${TEXTS.length} planted texts (needs ../shared/data)`, () => {
  it('contain the complete collections', () => {
    expect(TEXTS.length).toBeGreaterThan(900);
  });

  it.each(LEAD_FIELDS.filter((field) => !KEPT.has(field) && field !== 'email'))(
    'are not understood as %s of a lead',
    (field) => {
      const understood = (cell: string) => ({ ...leadOf({ [field]: cell }).profile, flags: [] });
      expect(oddOnes(understood, understood(UNREADABLE))).toEqual([]);
    },
  );

  it('keep somebody from being written to, at most, where a note reads as if they had asked for that', () => {
    const stops = TEXTS.filter(asksForNoContact);
    expect(stops.length).toBeLessThanOrEqual(10);
    const stopped = leadOf({ notes: 'Asked to be removed' });
    const expected = JSON.stringify(decisionsOf(stopped));
    expect(stops.filter((text) => JSON.stringify(decisionsOf(leadOf({ notes: text }))) !== expected)).toEqual(
      [],
    );
  });

  it('decide nothing as stored words, in any field', () => {
    const everywhere = (text: string): Lead =>
      leadOf({ firstName: text, lastName: text, company: text, notes: noteOf(text), externalId: text }, text);
    expect(oddOnes((text) => decisionsOf(everywhere(text)), decisionsOf(leadOf({})))).toEqual([]);
    const whole = (fullName: string) => decisionsOf(leadOf({ fullName }));
    expect(oddOnes(whole, whole(ROW.fullName))).toEqual([]);
  });

  // These two are read: a word of a closed list is found in them or not, and nothing else of them counts.
  it('have no more effect as an industry or a title than a word of a closed list', () => {
    const segmentless = ({
      icp: { parts, segment: _, ...icp },
      ...rest
    }: ReturnType<typeof decisionsOf>) => ({
      ...rest,
      icp,
      parts: parts.map(({ factor, value }) => [factor, value]),
    });
    const sectors = new Map(
      SECTORS.map(([sector]) => [sector, segmentless(decisionsOf(leadOf({ industry: sector })))]),
    );
    const none = segmentless(decisionsOf(leadOf({ industry: '' })));
    const other = segmentless(decisionsOf(leadOf({})));
    const titles: Record<string, string> = {
      unknown: '',
      staff: 'Clerk',
      'vice president': 'VP',
      executive: 'CEO',
      none: 'Retired',
      ...Object.fromEntries(
        ['owner', 'director', 'manager', 'senior', 'junior'].map((level) => [level, level]),
      ),
    };
    const sized = sizeBandOf(undefined);
    const told = new Map(
      Object.entries(titles).map(([level, jobTitle]) => [
        level,
        segmentless(decisionsOf(leadOf({ jobTitle }))),
      ]),
    );
    const odd = TEXTS.filter((text) => {
      const { industry, jobTitle } = leadOf({ industry: text, jobTitle: text }).profile;
      const sector = industryOf(industry);
      const { level } = seniorityOf(jobTitle);
      const byIndustry = sectors.get(sector) ?? (sector === sized ? none : other);
      return (
        JSON.stringify(segmentless(decisionsOf(leadOf({ industry: text })))) !== JSON.stringify(byIndustry) ||
        JSON.stringify(segmentless(decisionsOf(leadOf({ jobTitle: text })))) !==
          JSON.stringify(told.get(level))
      );
    });
    expect(odd).toEqual([]);
    const sentences = TEXTS.filter((text) => /[?!]/.test(text) || text.split(/\s+/).length > 8);
    expect(new Set(sentences.map((text) => seniorityOf(text).level))).toEqual(new Set(['unknown']));
    expect(new Set(sentences.map(industryOf))).toEqual(new Set([sized]));
  });

  it('are refused as an address', () => {
    for (const text of TEXTS) expect(() => leadOf({ email: text }), text).toThrow();
  });

  it('appear in a mail only as escaped data in place of a name, or not at all', async () => {
    const named = await mailsOf(leadOf({}));
    const unnamed = await mailsOf(leadOf({ firstName: '', company: '' }));
    const unlabelled = await mailsOf(leadOf({ company: '' }));
    const anonymous = await mailsOf(leadOf({ firstName: '' }));
    expect(new Set([named, unnamed, unlabelled, anonymous].map(String)).size).toBe(4);
    let stated = 0;
    for (const text of TEXTS) {
      for (const [field, without] of [
        ['firstName', anonymous],
        ['company', unlabelled],
      ] as const) {
        const lead = leadOf({ [field]: text, lastName: text, notes: noteOf(text), jobTitle: text }, text);
        const fact = factsOf(content, mission, lead, { purchases: undefined })[field];
        if (fact) stated++;
        const words = plainText(String(fact?.value ?? ''));
        const mails = await mailsOf(lead, fact ? [[words, ROW[field]]] : []);
        expect(mails, text).toEqual(fact ? named : without);
      }
    }
    expect(stated).toBeGreaterThan(0);
  });

  it('are treated like any other reply when they arrive as one', async () => {
    const mail = (text: string): Uint8Array =>
      Buffer.from(
        [
          'From: pat@shop.example',
          'To: reply+x@reply.harbour.example',
          'Subject: Re: Hello',
          '',
          text,
          '',
        ].join('\r\n'),
      );
    const readOf = async (text: string) => {
      const read = { possibleOptOut: '', reading: undefined, ...(await classifyInbound(mail(text))) };
      // One that speaks of stopping may hold whoever sent it, which harms nobody; it suppresses nobody.
      const { possibleOptOut: _doubt, reading, ...told } = read;
      return { reading, told: { ...told, visibleText: '' } };
    };
    const harmless = (await readOf('Sounds good.')).told;
    for (const text of TEXTS) {
      const { reading, told } = await readOf(text);
      expect(REPLY_CLASSES, text).toContain(reading?.class ?? 'unclear');
      // "stop - ..." is a request whatever comes behind it; none else of them is one, and none is a machine's.
      if (/^stop - /i.test(text)) expect(told.kind, text).toBe('unsubscribe_request');
      else {
        expect(told, text).toEqual(harmless);
        expect(`${reading?.class} ${reading?.certainty}`, text).not.toBe('unsubscribe certain');
      }
      // Of a text message only a stop may be heard by mistake: whoever is misheard is written to less.
      expect(['reply', 'stop'], text).toContain(textMeaning(text));
    }
  });

  it('are refused as a template, or make no claim that a template may not make', async () => {
    const brief = MissionBriefSchema.parse({
      goal: 'Wake them up',
      brandName: 'Harbour Records',
      steps: 1,
      variants: ['A'],
      audience: { leads: 1, withPurchases: 0 },
    });
    const [planned] = planSequence(brief) as [StoredTemplate];
    const stages = planned.template.paragraphs.map(({ stage }) => stage);
    const linksOf = (html: string): string[] => html.match(/(?:href|src)="[^"]*"/g) ?? [];
    const lead = leadOf({});
    const facts = factsOf(content, mission, lead, { purchases: undefined });
    const parts = { lead, variant: 'A', step: 1, facts, now: NOW };
    // Each is tried with 128 combinations of facts: a quarter of them is enough to wait for.
    for (const text of TEXTS.filter((_, n) => n % 4 === 0)) {
      const messages = [{ step: 1, subject: text, paragraphs: stages.map((stage) => ({ stage, text })) }];
      const { templates } = acceptDrafts(brief, [{ variant: 'A', messages }], 'agent');
      const built = buildFor('email', { ...parts, content: { ...content, templates: [...templates] } });
      if (!built.ok || built.channel !== 'email') throw new Error(`Not built: ${text}`);
      expect([built.to, built.from]).toEqual(['pat@shop.example', 'Elena <elena@mail.harbour.example>']);
      // Those of the brand and the one to unsubscribe, and none that the text brought.
      expect(
        linksOf(built.rendered.html).filter((link) => !OWN_LINK.test(link)),
        text,
      ).toEqual([]);
      expect(built.rendered.subject).not.toMatch(/[\r\n]/);
    }
  });

  it('never reach an external agent, whose task contains no lead', () => {
    // The type has no place for one; what the counts are made of cannot be read back from them.
    expect(Object.keys(MissionBriefSchema.shape.audience.shape)).toEqual([
      'leads',
      'withPurchases',
      'medianSilentMonths',
    ]);
  });

  it('start no command, and change no command that quotes them', () => {
    const acting = TEXTS.filter((text) => {
      const { command, leftOver } = readSentence(text);
      return command !== undefined && leftOver.length === 0;
    });
    expect(acting).toEqual([]);
    for (const text of TEXTS) {
      const said = text
        .replaceAll(/["“”„’]/g, "'")
        .replaceAll(/\s+/g, ' ')
        .slice(0, 300)
        .trim();
      const { command, leftOver } = readSentence(`wake up leads, silent for 26 weeks, named "${said}"`);
      const harmless = readSentence('wake up leads, silent for 26 weeks, named "a name"');
      const renamed = JSON.parse(JSON.stringify(harmless.command), (_, value) =>
        value === 'a name' ? said : value,
      );
      expect({ command, leftOver }, text).toEqual({ command: renamed, leftOver: harmless.leftOver });
    }
  });
});
