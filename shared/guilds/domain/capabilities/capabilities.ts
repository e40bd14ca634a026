import { answer } from './answer.ts';
import type { Capability } from './capability.ts';
import { classify } from './classify.ts';
import { compare } from './compare.ts';
import { extract } from './extract.ts';
import { plan } from './plan.ts';
import { rank } from './rank.ts';
import { report } from './report.ts';
import { review } from './review.ts';
import { split } from './split.ts';
import { think } from './think.ts';
import { trend } from './trend.ts';
import { watch } from './watch.ts';
import { write } from './write.ts';

const ALL = [
  answer,
  classify,
  compare,
  extract,
  plan,
  rank,
  report,
  review,
  split,
  think,
  trend,
  watch,
  write,
] as const;

export const CAPABILITIES: ReadonlyMap<string, Capability> = new Map(ALL.map((each) => [each.name, each]));
