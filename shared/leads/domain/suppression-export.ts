import type { SUPPRESSION_FORMATS, SuppressionReason } from '../contract/suppressions.ts';
import type { SuppressionMark } from './suppression.ts';
import type { SuppressionEntry } from './suppression-list.ts';
import { exportSafe } from './text-fields.ts';

export type SuppressionFormat = (typeof SUPPRESSION_FORMATS)[number];

/** The two reasons that SES knows. It also stops receipts and passwords, so people who unsubscribed are not told to it. */
const SES_REASON: Partial<Record<SuppressionReason, string>> = {
  hard_bounce: 'BOUNCE',
  invalid: 'BOUNCE',
  complaint: 'COMPLAINT',
};

interface Format {
  /** Empty where the format has none. */
  readonly header: string;
  /** The lines of an entry; none when the format cannot express it. */
  readonly lines: (entry: SuppressionEntry) => readonly string[];
}

/** The lists of mail services know addresses and e-mail only. */
const forMail =
  (line: (address: string, mark: SuppressionMark) => string | undefined) =>
  ({ kind, value, suppression, suppressedOn }: SuppressionEntry): readonly string[] => {
    const mark = kind === 'address' ? (suppression ?? suppressedOn?.email) : undefined;
    const made = mark && line(value, mark);
    return made === undefined ? [] : [made];
  };

const csv = (...cells: readonly string[]): string =>
  cells
    .map(exportSafe)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');

const seconds = (instant: string): string => String(Math.floor(Date.parse(instant) / 1000));
/** As Mailchimp writes times: UTC, to the second. */
const spaced = (instant: string): string => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');

export const FORMATS: Readonly<Record<SuppressionFormat, Format>> = {
  rex: {
    header: 'kind,value,reason,at,source,channels',
    lines: ({ kind, value, suppression, suppressedOn = {} }) => {
      // Nobody else has the key.
      if (kind === 'erased') return [];
      const marks = suppression ? { all: suppression } : suppressedOn;
      return Object.entries(marks).map(([channel, { reason, at, source }]) =>
        csv(kind, value, reason, at, source, channel),
      );
    },
  },
  ses: {
    header: '',
    lines: forMail((address, { reason }) => {
      const word = SES_REASON[reason];
      return word && csv(address, word);
    }),
  },
  sendgrid: {
    header: 'created,email,reason,status',
    lines: forMail((address, { reason, at }) => csv(seconds(at), address, reason, '')),
  },
  mailchimp: {
    header: 'Email Address,UNSUB_TIME,UNSUB_REASON',
    lines: forMail((address, { reason, at }) => csv(address, spaced(at), reason)),
  },
};
