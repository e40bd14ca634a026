import type { IssueCounts } from './copy.ts';

interface Bound {
  readonly of: 'bounced' | 'complained';
  /** Share of the mails that the provider has taken. */
  readonly share: number;
  /** Fewer are no rate: one complaint among the first two hundred would be one of half a per cent. */
  readonly atLeast: number;
  readonly source: string;
}

/** From here on an issue stops by itself. The first one that is reached is told. */
export const BOUNDS: readonly Bound[] = [
  {
    of: 'complained',
    share: 0.001,
    atLeast: 3,
    source:
      'Gmail and Yahoo ask bulk senders to stay below 0.1 % complaints, and Amazon SES reviews an account from 0.1 % on',
  },
  {
    of: 'bounced',
    share: 0.05,
    atLeast: 5,
    source: 'Amazon SES reviews an account from 5 % bounces on',
  },
];

type Seen = Pick<IssueCounts, 'sent' | 'bounced' | 'complained'>;

/** Why an issue must not go on; undefined while it may. */
export function breachOf(seen: Seen): string | undefined {
  const bound = BOUNDS.find(({ of, share, atLeast }) => seen[of] >= Math.max(atLeast, share * seen.sent));
  if (!bound) return undefined;
  const { of, share, source } = bound;
  const rate = ((100 * seen[of]) / Math.max(1, seen.sent)).toFixed(2);
  const what = of === 'bounced' ? 'bounced' : 'were reported as spam';
  return `${seen[of]} of ${seen.sent} mails ${what} (${rate} %; the bound is ${share * 100} %). ${source}.`;
}

/** What was seen since the counts were `base`, when a person let it go on. */
export const seenSince = (counts: IssueCounts, base: Seen | undefined): Seen => ({
  sent: counts.sent - (base?.sent ?? 0),
  bounced: counts.bounced - (base?.bounced ?? 0),
  complained: counts.complained - (base?.complained ?? 0),
});
