import type { z } from 'zod';
import type { PROVIDERS, senderRulesSchema } from '../contract/provisioning.ts';
import { type Look, serves } from './provisioning.ts';
import type { RecordId } from './wanted-records.ts';

export type SenderRule = z.infer<typeof senderRulesSchema>['rules'][number];
type Provider = (typeof PROVIDERS)[number];

/** What the rules are judged by. */
export interface SenderFacts {
  readonly domain: string;
  /** What the DNS had at the last check; empty before the first one. */
  readonly looks: readonly Look[];
  /** SES signs with the keys of the domain; null while SES has not said so. */
  readonly signs: boolean | null;
  /** Complaints of the last seven days by e-mails sent: of Gmail, of Yahoo or of all, whichever is the most. */
  readonly complaintRate: number;
}

interface Verdict {
  readonly result: SenderRule['result'];
  readonly reason: string;
  readonly todo?: string;
}

interface RuleRow {
  readonly rule: string;
  readonly title: string;
  readonly providers: readonly Provider[];
  readonly source: string;
  readonly judge: (facts: SenderFacts) => Verdict;
}

const GMAIL = 'https://support.google.com/a/answer/81126';
const YAHOO = 'https://senders.yahooinc.com/best-practices/';
const MICROSOFT =
  'https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730';
const ALL: readonly Provider[] = ['Gmail', 'Yahoo', 'Microsoft'];

/** Gmail and Yahoo: below this share of complaints, and never at it. Gmail wants senders to stay below a third of it. */
const MOST_COMPLAINTS = 0.003;

const pass = (reason: string): Verdict => ({ result: 'pass', reason });
const DKIM: readonly RecordId[] = ['dkim-1', 'dkim-2', 'dkim-3'];
const FREE_MAIL = /(?:^|\.)(?:gmail|googlemail|yahoo|ymail|aol|outlook|hotmail|live|msn)\.[a-z.]{2,6}$/;

/**
 * The rules of mailbox providers for who sends in bulk, as data: what is asked, by whom, and how Rex knows. State of November
 * 2026. A row that is pass for every domain is a promise of Rex or of SES, and says so.
 */
const RULES: readonly RuleRow[] = [
  {
    rule: 'spf',
    title: 'SPF passes',
    providers: ALL,
    source: GMAIL,
    judge: (facts) =>
      fromRecords(
        facts,
        ['mail-from-mx', 'mail-from-spf'],
        'SES sends as the MAIL FROM domain, whose SPF record names SES.',
      ),
  },
  {
    rule: 'dkim',
    title: 'DKIM signs every e-mail',
    providers: ALL,
    source: GMAIL,
    judge: (facts) => {
      const keys = fromRecords(facts, DKIM, 'All three keys are published, and SES signs with them.');
      if (keys.result !== 'pass' || facts.signs === true) return keys;
      if (facts.signs === null)
        return { result: 'unknown', reason: 'The keys are published, and SES has not confirmed them yet.' };
      return fail(
        'The keys are published, but SES does not sign with them.',
        'Switch DKIM signing on for the domain in SES.',
      );
    },
  },
  {
    rule: 'alignment',
    title: 'From is aligned with SPF or DKIM',
    providers: ALL,
    source: GMAIL,
    judge: (facts) => {
      const ways = [fromRecords(facts, DKIM, ''), fromRecords(facts, ['mail-from-mx', 'mail-from-spf'], '')];
      if (ways.some(({ result }) => result === 'pass'))
        return pass('The signature, or the MAIL FROM domain, is of the same domain as From.');
      if (ways.some(({ result }) => result === 'unknown'))
        return { result: 'unknown', reason: 'Nobody knows yet: the DNS has not answered.' };
      return fail('Neither the signature nor the MAIL FROM domain belongs to From.', provisionIt(facts));
    },
  },
  {
    rule: 'dmarc',
    title: 'There is one DMARC record, with a policy of none or stricter',
    providers: ALL,
    source: GMAIL,
    judge: (facts) => fromRecords(facts, ['dmarc'], 'There is one valid DMARC record.'),
  },
  {
    rule: 'one-spf',
    title: 'The domain has no more than one SPF record',
    providers: ALL,
    source: GMAIL,
    judge: (facts) => {
      const look = facts.looks.find(({ id }) => id === 'spf');
      if (look?.state === 'conflict')
        return fail(look.note ?? 'The SPF records contradict each other.', 'Leave one.');
      return look === undefined || look.state === 'unknown'
        ? unknown
        : pass('There are not two SPF records.');
    },
  },
  {
    rule: 'reply',
    title: 'From and Reply-To take answers',
    providers: ['Microsoft'],
    source: MICROSOFT,
    judge: (facts) => fromRecords(facts, ['inbound-mx', 'reply-mx'], 'Both have a mail server.'),
  },
  {
    rule: 'complaints',
    title: 'Complaints stay below 0.3 %',
    providers: ['Gmail', 'Yahoo'],
    source: YAHOO,
    judge: ({ complaintRate }) => {
      const said = `Complaints came to ${(complaintRate * 100).toFixed(2)} % in seven days, counted over at least 2,000 e-mails`;
      return complaintRate < MOST_COMPLAINTS
        ? pass(`${said}.`)
        : fail(
            `${said}.`,
            'Send only to people who answered or bought lately, until seven days have passed below 0.3 %.',
          );
    },
  },
  {
    rule: 'one-click',
    title: 'One click unsubscribes, and takes effect within 48 hours',
    providers: ['Gmail', 'Yahoo'],
    source: GMAIL,
    judge: () =>
      pass(
        'Rex puts both headers of RFC 8058 and a visible link into every e-mail; a click takes effect at once.',
      ),
  },
  {
    rule: 'own-from',
    title: 'From does not pretend to be of a mailbox provider',
    providers: ['Gmail'],
    source: GMAIL,
    judge: ({ domain }) =>
      FREE_MAIL.test(domain)
        ? fail(`${domain} is a domain of a mailbox provider.`, 'Send from a domain of your own.')
        : pass('The domain is proved to be yours.'),
  },
  {
    rule: 'tls',
    title: 'Mail goes over TLS',
    providers: ['Gmail', 'Yahoo'],
    source: GMAIL,
    judge: () => pass('The configuration set of Rex requires TLS.'),
  },
  {
    rule: 'reverse-dns',
    title: 'The sending servers have forward and reverse DNS names',
    providers: ['Gmail', 'Yahoo'],
    source: GMAIL,
    judge: () => pass('They are the servers of SES, which have both.'),
  },
  {
    rule: 'format',
    title: 'Mail keeps the format of RFC 5322',
    providers: ['Gmail', 'Yahoo'],
    source: GMAIL,
    judge: () => pass('Rex composes every e-mail so, with a Date and a Message-ID of SES.'),
  },
];

/** Each rule with its verdict on a domain. */
export const judgeRules = (facts: SenderFacts): SenderRule[] =>
  RULES.map(({ judge, providers, ...row }) => {
    const { result, reason, todo = null } = judge(facts);
    return { ...row, providers: [...providers], result, reason, todo };
  });

const fail = (reason: string, todo: string): Verdict => ({ result: 'fail', reason, todo });
const unknown: Verdict = { result: 'unknown', reason: 'The DNS was not asked yet, or did not answer.' };
const provisionIt = ({ domain }: SenderFacts): string =>
  `Set it up: rex domains provision ${domain}. What is then still to be set: rex domains records ${domain}.`;

/** All of these records do what they are for. */
function fromRecords(facts: SenderFacts, ids: readonly RecordId[], passed: string): Verdict {
  if (facts.looks.length === 0) return unknown;
  const looks = ids.map((id) => facts.looks.find((look) => look.id === id));
  const wrong = looks.find((look) => look?.state === 'conflict' && look.note !== undefined);
  if (wrong?.note !== undefined) return fail(wrong.note, 'Change the record as it says.');
  const lacking = ids.filter((_, n) => looks[n] === undefined || looks[n]?.state === 'missing');
  if (lacking.length > 0) return fail(`The DNS does not have: ${lacking.join(', ')}.`, provisionIt(facts));
  return looks.every((look) => look !== undefined && serves(look)) ? pass(passed) : unknown;
}
