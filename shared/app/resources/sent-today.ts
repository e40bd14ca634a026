import type { SentToday } from '../../domain/resources/choose-domain.ts';
import type { DayRecord } from '../ports/workspace.ts';

export const sentTodayOf = ({ domains }: Pick<DayRecord, 'domains'>): SentToday =>
  Object.fromEntries(Object.entries(domains).map(([domain, { sent }]) => [domain, sent]));
