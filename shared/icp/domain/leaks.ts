import { compareRoc } from '../../statistics/domain/roc.ts';
import type { IcpSettings } from '../contract/settings.ts';
import { type Columns, encode, fitEncoder } from './encoder.ts';

/** A row with a known outcome, to fit a model to. */
export interface LabelledColumns {
  readonly columns: Columns;
  readonly positive: boolean;
}

export interface RefusedColumn {
  readonly column: string;
  readonly reason: string;
  /** AUC of this column alone, on held-out rows. */
  readonly auc: number | null;
}

/**
 * Names of columns whose values are known only after leads have been chosen. A model that uses such a column looks excellent
 * and is useless, because at the time of the choice the column is empty.
 */
const TOLD_AFTERWARDS: readonly (readonly [name: RegExp, reason: string])[] = [
  [
    /\b(tags?|labels?|disposition|call (result|outcome))\b/,
    'People write it down after they have spoken with the lead.',
  ],
  [
    /\b(lead|deal|opportunity|pipeline|sales) (quality|profile|stage|status|grade|rating|temperature)\b|^(stage|status|quality)$/,
    'People judge the lead by it after contact, so it knows how it went.',
  ],
  [
    /\blast (notable )?(activity|action|event|touch|engagement)\b/,
    'It is written over by whatever came last, also by the conversion.',
  ],
  [/\b(call|talk)? ?(duration|call length|talk time)\b/, 'It is only known once the conversation is over.'],
  [
    /\b(activity|profile|lead|fit|engagement|propensity|predictive) (score|index|grade)\b/,
    'Another tool worked it out, and goes on doing so after the outcome.',
  ],
  [
    /\b(converted|conversion|won|lost|closed?|churned|subscribed|deal value|amount won|lost reason|contract|customer since|purchase date)\b/,
    'It tells of the outcome itself.',
  ],
];

/** A column that alone has this AUC, even at the low end of its interval, contains the outcome instead of predicting it. */
const IMPLAUSIBLE_AUC = 0.8;
const Z95 = 1.959964;

/**
 * The columns that no model may use: those whose names say that they are known afterwards, those that alone separate the
 * outcomes implausibly well, and those that the settings refuse. Columns that the settings allow are used in any case.
 */
export function refuseColumns(
  rows: readonly LabelledColumns[],
  names: readonly string[],
  { allowColumns, refuseColumns: named }: Pick<IcpSettings, 'allowColumns' | 'refuseColumns'>,
): RefusedColumn[] {
  const has = (list: readonly string[], name: string) => list.some((each) => keyOf(each) === keyOf(name));
  return names.flatMap((column) => {
    if (has(named, column)) return [{ column, reason: 'The settings refuse it.', auc: null }];
    if (has(allowColumns, column)) return [];
    const alone = aucAlone(rows, column);
    const auc = alone?.auc ?? null;
    const told = TOLD_AFTERWARDS.find(([pattern]) => pattern.test(keyOf(column)));
    if (told) return [{ column, reason: told[1], auc }];
    if (!alone || alone.low <= IMPLAUSIBLE_AUC) return [];
    const reason =
      `By itself it ranks leads with an AUC of ${alone.auc.toFixed(3)} (95 %: from ${alone.low.toFixed(3)}; ` +
      `${IMPLAUSIBLE_AUC} is the limit), as only something does that is known after the outcome.`;
    return [{ column, reason, auc }];
  });
}

/** Each half is scored by the rates that the values have in the other half. */
function aucAlone(
  rows: readonly LabelledColumns[],
  column: string,
): { auc: number; low: number } | undefined {
  const encoder = fitEncoder(
    rows.map(({ columns }) => columns),
    [column],
  );
  const places = rows.map(({ columns }) => encode(encoder, columns)[0] ?? 0);
  const base = rows.filter(({ positive }) => positive).length / Math.max(1, rows.length);
  const rates = [0, 1].map((half) => {
    const counts = new Map<number, [positive: number, all: number]>();
    for (const [i, { positive }] of rows.entries()) {
      if (i % 2 === half) continue;
      const [yes, all] = counts.get(places[i] ?? 0) ?? [0, 0];
      counts.set(places[i] ?? 0, [yes + (positive ? 1 : 0), all + 1]);
    }
    return (place: number): number => {
      const [yes, all] = counts.get(place) ?? [0, 0];
      return (yes + base) / (all + 1);
    };
  });
  const found = compareRoc({
    scores: [rows.map((_, i) => rates[i % 2]?.(places[i] ?? 0) ?? base)],
    positive: rows.map(({ positive }) => positive),
  });
  const [auc] = found?.auc ?? [];
  if (auc === undefined) return undefined;
  return { auc, low: auc - Z95 * Math.sqrt(Math.max(0, found?.covariance[0]?.[0] ?? 0)) };
}

const keyOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
