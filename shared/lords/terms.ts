/** Words of the seats that not everybody knows, each in a sentence. Beside figures, on the command line and in the console. */
export const TERMS = {
  Brier:
    'The squared distance of a probability from what came, in the mean: 0 is best, 0.25 is always saying one half.',
  calibration: 'Whether what was called 80 % likely comes true in 80 % of cases.',
  posterior: 'The share that the counted cases make likely, with how uncertain that is.',
  'prediction interval': 'Within it the number of a day should lie as often as its percentage says.',
  'naive forecast':
    'It names the last day again for every day to come; a method that is no better is of no use.',
  'p-value':
    'How often chance alone would show such a difference; adjusted for how many were looked at. Below 0.05 it is called clear.',
  fairness:
    "From 0 to 1: of satisfactions Jain's index, which is 1 where all parties get the same part of what they claim; of an order the part of pairs without envy that is justified.",
  Jain: 'The square of the sum over the number of parties times the sum of squares: 1 where all get the same part, 1/n where one gets everything.',
  envy: 'The most that a party would rather have what another one has, as a part of its own claim; 0 is none.',
  satisfaction: 'What a party gets as a part of what it claims.',
  proportional: 'Everybody gets the same part of their claim.',
  constrainedEqualAwards: 'Everybody gets the same, and nobody more than they claim.',
  constrainedEqualLosses: 'Everybody loses the same, and nobody more than they claim.',
  talmud:
    'Up to half of all claims is given as equal awards of half claims, and what is above is taken as equal losses.',
  leximin: 'As much as can be for the one who has least, then for the next.',
  nash_welfare: 'The largest product of what each gets: a balance of the sum and of equality.',
  'spare days':
    'By how many days an activity may be late before the plan is, were there enough of everything; where people, hours or budget are short, the plan may be late sooner.',
  'critical path':
    'The longest chain of activities that wait for each other: what is late in it makes the plan late.',
  'lower bound': 'No plan can take fewer days, in whatever order.',
  bootstrap: 'What was seen so far is drawn again many times, to see how far chance could have moved it.',
  p50: 'Half of the calls took at most this long.',
  p95: 'Of 100 calls, 95 took at most this long.',
  bottleneck: 'What does most of the work, and so limits the rest.',
  contrast:
    'How far the brightness of words is from that of what is behind them; WCAG wants 4.5, of large words 3.',
  CIEDE2000: 'How different two colours look; below 2.3 most people see no difference.',
  digest:
    'A number made of exactly what was shown: whoever approves names it, so that nothing else is approved.',
} as const satisfies Readonly<Record<string, string>>;

/** The terms that stand in a text, in their order here. */
export const termsIn = (text: string): [term: string, says: string][] =>
  Object.entries(TERMS).filter(([term]) => new RegExp(`\\b${term}\\b`, 'i').test(text));
