/** Amounts are whole micros (millionths of the currency) as texts, since they come and go as such. */
const MICROS = 1_000_000n;

/** @param amount a decimal number such as `1.20`, six places at most */
export function microsOf(amount: string): string {
  const [whole = '0', part = ''] = amount.split('.');
  return String(BigInt(whole) * MICROS + BigInt(part.padEnd(6, '0')));
}

/** Two places at least. */
export function amountOf(micros: string): string {
  const value = BigInt(micros);
  const sign = value < 0n ? '-' : '';
  const positive = value < 0n ? -value : value;
  const part = String(positive % MICROS)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${sign}${positive / MICROS}.${part}`;
}

export const lessOrEqual = (a: string, b: string): boolean => BigInt(a) <= BigInt(b);

/** Whether it changes by more than this share of what it was, to the last micro. From nothing, any change is more. */
export const changesMoreThan = (share: number, before: string, after: string): boolean => {
  const change = BigInt(after) - BigInt(before);
  const size = change < 0n ? -change : change;
  return size * MICROS > BigInt(Math.round(share * 1_000_000)) * BigInt(before);
};

/** By how much, as a share of what it was, for people: 0.2 is a fifth more. Infinite from nothing. */
export function shareOfChange(before: string, after: string): number {
  const was = Number(before);
  return was === 0 ? Number.POSITIVE_INFINITY : (Number(after) - was) / was;
}
