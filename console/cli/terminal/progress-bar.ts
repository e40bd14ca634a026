export interface Bar {
  readonly label: string;
  readonly done: number;
  /** Undefined while it is not known. */
  readonly total: number | undefined;
  readonly note?: string;
}

const LABEL_WIDTH = 12;
const BAR_WIDTH = 24;
const FULL = '█';
const EMPTY = '░';

/** `score        ████████░░░░  67 %  1,600 of 2,400  note` */
export function renderBar({ label, done, total, note }: Bar): string {
  const share = shareOf(done, total);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = FULL.repeat(filled) + EMPTY.repeat(BAR_WIDTH - filled);
  const percent = total === undefined ? '   ' : String(Math.floor(share * 100)).padStart(3);
  const counts = total === undefined || total <= 1 ? '' : `${number(done)} of ${number(total)}`;
  return [label.padEnd(LABEL_WIDTH), bar, `${percent} %`, counts, note].filter(Boolean).join('  ');
}

/** For output that is no terminal: changes at every tenth, so that a log gets ten lines and not thousands. */
export const coarseProgress = ({ label, done, total }: Bar): string =>
  `${label} ${total === undefined ? '' : `${Math.floor(shareOf(done, total) * 10) * 10} %`}`.trim();

export const number = (value: number): string => value.toLocaleString('en-US');

/** Between 0 and 1, and 1 only for what is wholly done. */
const shareOf = (done: number, total: number | undefined): number =>
  total === undefined ? 0 : total === 0 ? 1 : Math.min(1, Math.max(0, done / total));
