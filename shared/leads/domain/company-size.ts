/** The bands in which LinkedIn, HubSpot and Apollo count employees, by their upper ends. */
const BANDS = [
  [10, '1-10'],
  [50, '11-50'],
  [200, '51-200'],
  [500, '201-500'],
  [1_000, '501-1,000'],
  [5_000, '1,001-5,000'],
  [10_000, '5,001-10,000'],
] as const;
const LARGEST = '10,001+';

export const UNKNOWN = 'unknown';

export const sizeBandOf = (employees: number | undefined): string =>
  employees === undefined ? UNKNOWN : (BANDS.find(([upTo]) => employees <= upTo)?.[1] ?? LARGEST);
