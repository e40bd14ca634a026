import type { ComponentType } from 'react';
import { Bias } from './bias.tsx';
import { Calibration } from './calibration.tsx';
import { Fan } from './fan.tsx';
import { Gantt } from './gantt.tsx';
import { Options } from './options.tsx';
import { Quality } from './quality.tsx';
import { Rates } from './rates.tsx';
import { ReportPage } from './report.tsx';

export type Picture = ComponentType<{ readonly of: Readonly<Record<string, unknown>> }>;

/** What people would rather look at, by seat and kind, or by seat and look. */
const PICTURES: Readonly<Record<string, unknown>> = {
  'aesthete.review': Quality,
  'arbiter.proposal': Options,
  'arbiter.report': Bias,
  'cognition.summarizeLearning': Calibration,
  'seer.prediction': Fan,
  'seer.analysis': Rates,
  'seer.report': ReportPage,
  'strategos.plan': Gantt,
};

export const pictureOf = (seat: string, name: string): Picture | undefined =>
  PICTURES[`${seat}.${name}`] as Picture | undefined;
