import { isName } from '../../leads/domain/is-name.ts';

/** The influence of job titles, highest first; the first row that matches is used. */
const LEVELS = [
  [
    'owner',
    1,
    /(?<![\p{L}\p{N}])(owner|founder|co-?founder|inhaber|gr[uü]nder|partner|proprietor|entrepreneur|businessman)(?![\p{L}\p{N}])/iu,
  ],
  [
    'executive',
    1,
    /(?<![\p{L}\p{N}])(c[etofmris]o|ciso|chief|president|gesch[aä]ftsf[uü]hrer(in)?|managing director)(?![\p{L}\p{N}])/iu,
  ],
  ['vice president', 0.9, /\b(vp|svp|evp|vice president)\b/i],
  ['director', 0.8, /\b(director|head|direktor(in)?|leiter(in)?|directeur|directrice)\b/i],
  ['manager', 0.65, /\b(manager|management|lead|team ?lead|supervisor|principal)\b/i],
  ['senior', 0.5, /\b(senior|sr|specialist|consultant|engineer|professional|self-?employed)\b/i],
  ['junior', 0.2, /\b(junior|jr|assistant|intern|trainee|student|apprentice|werkstudent(in)?)\b/i],
  ['none', 0.1, /\b(unemployed|retired|none|housewife)\b/i],
] as const;

export interface Seniority {
  readonly level: string;
  /** 0 to 1. */
  readonly say: number;
}

/** The influence for a title that no row matches, and for no title at all, which is a little lower. */
export function seniorityOf(title: string | undefined): Seniority {
  if (title === undefined || !isName(title)) return { level: 'unknown', say: 0.3 };
  // The assistant of a chief is no chief.
  const assists = /\b(assistant|intern|secretary)\b/i.test(title)
    ? LEVELS.find(([level]) => level === 'junior')
    : undefined;
  const [level, say] =
    assists ?? LEVELS.find(([, , words]) => words.test(title)) ?? (['staff', 0.4] as const);
  return { level, say };
}
