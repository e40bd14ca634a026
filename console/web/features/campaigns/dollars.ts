/** US dollars, to a hundredth of a cent: a single message costs less than a cent. */
export const dollars = (usd: number): string =>
  usd.toLocaleString('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });
