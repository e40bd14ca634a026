import { once } from '../../kernel/concurrency.ts';
import type { DaySummary, Snapshot } from '../domain/snapshot.ts';
import type { AnalyticsStore } from './ports/analytics.ts';

/** Whatever was counted before is not counted any more. */
const MOST_DAYS = 1_000;
/** Hours that are over, of a day that is perhaps not closed yet. */
const OPEN_HOURS = 72;

interface Closed {
  /** The last hour that was looked at. */
  readonly until: string;
  readonly hours: readonly Snapshot[];
  readonly days: readonly DaySummary[];
}

/**
 * The closed hours and days of a workspace, oldest first: read when they are first asked for, once for all who look. What is closed
 * does not change. So whoever closes hours may keep it for the next run, which adds what it closes itself; it is read again where
 * somebody else has closed any.
 */
export class History {
  private readonly ask: () => { hours(): Promise<Snapshot[]>; days(): Promise<DaySummary[]> };
  private asked: ReturnType<History['ask']>;
  private known: Closed | undefined;

  constructor(analytics: Pick<AnalyticsStore, 'days' | 'hours'>, workspace: string) {
    this.ask = () => ({
      hours: once(() => analytics.hours(workspace, OPEN_HOURS)),
      days: once(() => analytics.days(workspace, MOST_DAYS)),
    });
    this.asked = this.ask();
  }

  hours = async (): Promise<readonly Snapshot[]> => this.known?.hours ?? this.asked.hours();

  days = async (): Promise<readonly DaySummary[]> => this.known?.days ?? this.asked.days();

  forget(): void {
    this.known = undefined;
    this.asked = this.ask();
  }

  /** A run begins, and finds that all is closed until this hour. */
  begin(until: string | undefined): void {
    if (until === undefined || this.known?.until !== until) this.forget();
  }

  add({ hours = [], days = [] }: Partial<Pick<Closed, 'hours' | 'days'>>): void {
    if (!this.known) return;
    this.known = {
      ...this.known,
      hours: [...this.known.hours, ...hours].slice(-OPEN_HOURS),
      days: [...this.known.days, ...days].slice(-MOST_DAYS),
    };
  }

  /** The run has closed all until this hour, and has noted that. */
  async end(until: string): Promise<void> {
    this.known = { until, hours: await this.hours(), days: await this.days() };
  }
}
