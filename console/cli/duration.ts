const SECOND = 1000;
const UNITS = [
  { letter: 'w', ms: 7 * 24 * 3600 * SECOND },
  { letter: 'd', ms: 24 * 3600 * SECOND },
  { letter: 'h', ms: 3600 * SECOND },
  { letter: 'm', ms: 60 * SECOND },
  { letter: 's', ms: SECOND },
] as const;

/** `3d`, `2h30m`, `1w2d`, `1.5h` in milliseconds; undefined when it is no duration. Each unit once, largest first. */
export function parseDuration(text: string): number | undefined {
  let rest = text.trim().toLowerCase();
  if (rest === '') return undefined;
  let total = 0;
  for (const { letter, ms } of UNITS) {
    const match = new RegExp(`^(\\d+(?:\\.\\d+)?)${letter}`).exec(rest);
    if (!match) continue;
    total += Number(match[1]) * ms;
    rest = rest.slice(match[0].length);
  }
  return rest === '' && Number.isFinite(total) ? Math.round(total) : undefined;
}

/** The two largest units that are not zero: `3d 4h`, `12s`, and `0s` for less than a second. */
export function formatDuration(ms: number): string {
  let left = Math.round(ms / SECOND) * SECOND;
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(left / unit.ms);
    left -= count * unit.ms;
    if (count > 0) parts.push(`${count}${unit.letter}`);
  }
  return parts.slice(0, 2).join(' ') || '0s';
}
