import { count, decimal, percent } from '../../format/numbers.ts';

/** `missionsCompleted` as `Missions completed`. */
export function metricName(metric: string): string {
  const words = metric.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value of a metric: shares in per cent, reputations with two digits, all others as counts. */
export function metricValue(metric: string, value: number | null): string {
  if (value === null) return '–';
  if (metric.endsWith('Rate')) return percent(value);
  return Number.isInteger(value) && metric !== 'reputation' ? count(value) : decimal(value);
}

/** `2026-11-25T18` as the instant at which the hour begins. */
export const hourStart = (hour: string): string => `${hour}:00:00.000Z`;

/** The days that numbers are of, up to now. */
export const periodName = (days: number): string => (days === 1 ? 'Last 24 h' : `Last ${days} days`);
