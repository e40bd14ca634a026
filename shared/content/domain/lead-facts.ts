import type { Fact, Facts } from './facts.ts';
import { inNameCase } from './name-case.ts';
import { plainText } from './plain-text.ts';
import { wholeMonths } from './whole-months.ts';

export interface LeadProfile {
  readonly leadId: string;
  readonly firstName?: string;
  readonly company?: string;
  readonly consent?: string;
  /** ISO date on which the profile was imported or last confirmed. */
  readonly observedOn: string;
}

export interface PurchaseSummary {
  readonly recordId: string;
  readonly count: number;
  /** ISO date. */
  readonly lastPurchaseOn: string;
  /** ISO date on which the orders were imported. */
  readonly observedOn: string;
}

/** Letters of any script and the signs of real names; at least two letters, so that nobody is greeted by an initial. */
const PERSONAL_NAME = /^(?=(?:.*\p{L}){2})\p{L}[\p{L}\p{M}'’. -]{0,39}$/u;
/** Initials only: "J. R.", "E". */
const INITIALS = /^(?:\p{L}\.[ -]?)+\p{L}?$/u;
const COMPANY_NAME = /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{M}\p{N}&'’.,()+ /-]{0,59}$/u;
/** A link or an instruction names nobody: `evil.example/x`, `Ignore all previous`. */
const NOT_A_NAME = /\/\/|www\.|\.\w{2,}\/|\b(ignore|disregard|instructions?|prompt|system)\b/i;
const LONGEST_NAME_WORDS = 3;
const LONGEST_COMPANY_WORDS = 6;
const MONTH_AND_YEAR = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/**
 * The facts of one lead. A field that does not look like what it should be (a formula, an instruction, an
 * initial in place of a name) is left out: a template then reads as if it were unknown.
 * `asOf` is the date at which the purchase history is read; it is fixed per mission, so that a message that is
 * rendered again at send time is the same.
 */
export function leadFacts(profile: LeadProfile, purchases: PurchaseSummary | undefined, asOf: Date): Facts {
  const ofProfile = (field: string, value: string): Fact => ({
    value,
    source: { record: profile.leadId, field },
    observedOn: profile.observedOn,
  });
  const facts: Facts = {};
  const firstName = usableName(profile.firstName);
  if (firstName !== undefined) facts.firstName = ofProfile('firstName', firstName);
  const company = usableCompany(profile.company);
  if (company !== undefined) facts.company = ofProfile('company', company);
  if (purchases === undefined || purchases.count < 1) {
    facts.contactReason =
      profile.consent === 'subscribed'
        ? ofProfile('consent', 'you agreed to hear from us')
        : ofProfile('leadId', 'you are in our list of past contacts');
    return facts;
  }
  return { ...facts, ...purchaseFacts(purchases, asOf) };
}

function usableName(raw: string | undefined): string | undefined {
  const name = plainText(raw ?? '');
  const usable =
    PERSONAL_NAME.test(name) &&
    !INITIALS.test(name) &&
    !NOT_A_NAME.test(name) &&
    words(name) <= LONGEST_NAME_WORDS;
  return usable ? inNameCase(name) : undefined;
}

function usableCompany(raw: string | undefined): string | undefined {
  const company = plainText(raw ?? '');
  const usable =
    COMPANY_NAME.test(company) && !NOT_A_NAME.test(company) && words(company) <= LONGEST_COMPANY_WORDS;
  return usable ? company : undefined;
}

const words = (text: string): number => text.split(' ').length;

function purchaseFacts(purchases: PurchaseSummary, asOf: Date): Facts {
  const fact = (field: string, value: string | number): Fact => ({
    value,
    source: { record: purchases.recordId, field },
    observedOn: purchases.observedOn,
  });
  const last = new Date(purchases.lastPurchaseOn);
  return {
    purchaseCount: fact('count', purchases.count),
    lastPurchaseMonth: fact('lastPurchaseOn', MONTH_AND_YEAR.format(last)),
    silentMonths: fact('lastPurchaseOn', wholeMonths(last, asOf)),
    contactReason: fact('count', 'you have bought from us'),
  };
}
