import type { Sign } from './signs.ts';

export const ENGAGEMENTS = ['opened', 'clicked'] as const;
export type EngagementKind = (typeof ENGAGEMENTS)[number];

/** What is added to the log-odds that a person did it. Never above 0: a sign of a machine cannot speak for a person. */
type LogOdds = Readonly<Record<EngagementKind, number>>;

export interface WeightTable {
  readonly version: number;
  /** Without any sign. */
  readonly base: LogOdds;
  readonly signs: Readonly<Record<string, LogOdds | undefined>>;
  /** By seconds after the mail was delivered, or handed over while that is not known: the first row that it is below. */
  readonly soon: readonly { readonly belowSeconds: number; readonly logOdds: LogOdds }[];
  /** So many different links of one message within so many seconds: the first row that fits. */
  readonly burst: readonly {
    readonly links: number;
    readonly withinSeconds: number;
    readonly logOdds: number;
  }[];
}

const both = (weight: number): LogOdds => ({ opened: weight, clicked: weight });

/**
 * Every table that ever judged, because what was counted by one has to be taken back by the same. To change a weight, add a
 * table with the next version, and run `rex messages rejudge`; never edit one.
 *
 * The weights are judgement, not fitted: no public set of opens and clicks says who did them. What carries them:
 * - Apple fetches the images of every mail, read or not, some time after it arrived; nobody clicks by that proxy.
 * - The proxies of Gmail and Yahoo fetch when the mail is shown, and hide the reader: such an open is likely a person's, such
 *   a click never is.
 * - A link has to be found before it is followed, so a click in the first ten seconds is a scanner's; so is an open in the
 *   first two, and a person does not follow several links at once. Scanners use the user agents of ordinary browsers.
 */
export const WEIGHT_TABLES: readonly WeightTable[] = [
  {
    version: 1,
    base: { opened: 2, clicked: 3 },
    signs: {
      provider_flag: { opened: -5, clicked: -6 },
      told_machine: both(-8),
      told_person: both(0),
      no_agent: { opened: -4, clicked: -6 },
      apple_prefetch: { opened: -4, clicked: -6 },
      gmail_proxy: { opened: -1, clicked: -6 },
      yahoo_proxy: { opened: -1, clicked: -6 },
      scanner: { opened: -5, clicked: -6 },
      headless: { opened: -4, clicked: -6 },
      program: { opened: -4, clicked: -6 },
      apple_network: { opened: -3, clicked: -0.5 },
      google_network: { opened: -0.5, clicked: -1.5 },
      filter_network: { opened: -4, clicked: -5 },
      cloud_network: { opened: -1.5, clicked: -2 },
    } satisfies Record<Sign, LogOdds>,
    soon: [
      { belowSeconds: 2, logOdds: { opened: -5, clicked: -7 } },
      { belowSeconds: 10, logOdds: { opened: -1, clicked: -5 } },
      { belowSeconds: 30, logOdds: { opened: 0, clicked: -1.5 } },
    ],
    burst: [
      { links: 3, withinSeconds: 15, logOdds: -5 },
      { links: 2, withinSeconds: 3, logOdds: -4 },
    ],
  },
];

/** From this probability on, what was opened or clicked counts as done by a person, wherever Rex counts. */
export const PERSON_FROM = 0.5;
