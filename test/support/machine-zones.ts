import { vi } from 'vitest';

/** Where a machine may stand: at Greenwich, and to both sides of it, with clocks that change at other times. */
export const MACHINE_ZONES = ['UTC', 'America/New_York', 'Pacific/Auckland'] as const;

/** January there, in minutes from UTC: proof that the machine has moved. */
const OFFSETS: Readonly<Record<(typeof MACHINE_ZONES)[number], number>> = {
  UTC: 0,
  'America/New_York': 300,
  'Pacific/Auckland': -780,
};

/** Has this process take a zone for that of its machine, until `vi.unstubAllEnvs()`. */
export function standIn(zone: (typeof MACHINE_ZONES)[number]): void {
  vi.stubEnv('TZ', zone);
  const found = new Date('2026-01-15T00:00:00Z').getTimezoneOffset();
  if (found !== OFFSETS[zone])
    throw new Error(`The machine is not in ${zone}: its offset is ${found} minutes.`);
}
