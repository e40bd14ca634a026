import type { ComponentType } from 'react';
import { Fan } from './fan.tsx';
import { Rates } from './rates.tsx';
import { ReportPage } from './report.tsx';

export type Picture = ComponentType<{ readonly of: Readonly<Record<string, unknown>> }>;

/** What people would rather look at, by seat and kind. */
const PICTURES: Readonly<Record<string, Picture>> = {
  'seer.prediction': Fan as Picture,
  'seer.analysis': Rates as Picture,
  'seer.report': ReportPage as Picture,
};

export const pictureOf = (seat: string, kind: string): Picture | undefined => PICTURES[`${seat}.${kind}`];
