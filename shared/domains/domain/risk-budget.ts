import type { RuleSettings } from '../../decisions/contract/settings.ts';
import { PROVIDER_GROUPS, type ProviderGroup } from '../../leads/contract/provider-groups.ts';
import { REPRESENTATIVE } from './reputation.ts';

/** Expected bounces and complaints in millionths, as whole numbers: sums are exact, whoever adds them. */
export interface Risk {
  readonly bounce: number;
  readonly complaint: number;
}

/** What has a budget of its own: each mailbox provider, and all of them together. */
export const RISK_SCOPES = ['all', ...PROVIDER_GROUPS] as const;
export type RiskScope = (typeof RISK_SCOPES)[number];
export type RiskByScope = Readonly<Record<RiskScope, Risk>>;

export const RISK_KINDS = ['bounce', 'complaint'] as const satisfies readonly (keyof Risk)[];

const MILLIONTHS = 1_000_000;
/** Rounded up, so that no sum is less than what it stands for; what a float carries behind the millionths is no risk. */
export const inMillionths = (probability: number): number => Math.ceil(probability * MILLIONTHS - 1e-6);
export const fromMillionths = (millionths: number): number => millionths / MILLIONTHS;

const NO_RISK: Risk = { bounce: 0, complaint: 0 };

const byScope = (risk: (scope: RiskScope) => Risk): RiskByScope => ({
  all: risk('all'),
  gmail: risk('gmail'),
  yahoo: risk('yahoo'),
  microsoft: risk('microsoft'),
  other: risk('other'),
});

/**
 * The share of the domain's volume up to which one provider is expected to get it. Half of it is our own judgement: a list that
 * is bad at one provider leaves the other half of the risk to the rest. `other` are thousands of servers, of which none sees much.
 */
const MOST_OF_VOLUME: Readonly<Record<RiskScope, number>> = {
  all: 1,
  gmail: 0.5,
  yahoo: 0.5,
  microsoft: 0.5,
  other: 1,
};

export type RiskRates = Pick<RuleSettings, 'pauseBounceRate' | 'pauseComplaintRate'>;

/**
 * Bounces and complaints that a domain may expect of what it sends in a day: `rate * max(volume, representative volume)`, where
 * the rate is the one from which the domain is paused, and the volume the part of its daily cap that goes there. So a day whose
 * risks were judged right does not bring the domain to the limit, whoever sends from it. The representative volume is that of
 * the reputation: below it a rate says little, so that a domain with a small cap may risk as much as one of that size.
 *
 * By default 4 % bounces (SES reviews an account from 5 %) and 0.08 % complaints (Gmail and Yahoo ask for less than 0.1 % and act
 * at 0.3 %; SES reviews from 0.1 %).
 */
export const riskBudget = (dailyCap: number, rates: RiskRates): RiskByScope =>
  byScope((scope) => {
    const most = (rate: number, representative: number): number =>
      Math.floor(rate * Math.max(dailyCap * MOST_OF_VOLUME[scope], representative) * MILLIONTHS);
    return {
      bounce: most(rates.pauseBounceRate, REPRESENTATIVE.bounced),
      complaint: most(rates.pauseComplaintRate, REPRESENTATIVE.complained),
    };
  });

const plus = (a: Risk, b: Risk): Risk => ({
  bounce: a.bounce + b.bounce,
  complaint: a.complaint + b.complaint,
});

/** What some e-mails take of the budget, everywhere where they take of it. */
export const riskOf = (
  mails: readonly { readonly provider: ProviderGroup; readonly risk: Risk }[],
): RiskByScope =>
  byScope((scope) =>
    mails
      .filter(({ provider }) => scope === 'all' || provider === scope)
      .reduce((sum, { risk }) => plus(sum, risk), NO_RISK),
  );

export const NOTHING_RISKED: RiskByScope = riskOf([]);

export const addRisks = (a: RiskByScope, b: RiskByScope): RiskByScope =>
  byScope((scope) => plus(a[scope], b[scope]));

export interface OverBudget {
  readonly scope: RiskScope;
  readonly kind: keyof Risk;
}

/** The first budget that what is expected of some e-mails would pass; undefined when they fit into all that they draw from. */
export function overBudget(
  expected: RiskByScope,
  risked: RiskByScope,
  budget: RiskByScope,
): OverBudget | undefined {
  for (const scope of RISK_SCOPES) {
    for (const kind of RISK_KINDS) {
      const add = expected[scope][kind];
      if (add > 0 && risked[scope][kind] + add > budget[scope][kind]) return { scope, kind };
    }
  }
  return undefined;
}
