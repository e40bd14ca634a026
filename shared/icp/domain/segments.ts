import * as z from 'zod';
import { UNKNOWN } from '../../leads/domain/company-size.ts';
import type { IcpFacts } from './icp-facts.ts';
import { type Cell, OTHER, sumCells } from './survey.ts';

/**
 * The members of a segment: one industry and size; or one industry in all sizes that have no segment of their own; or one
 * size in all such industries. A lead belongs to the first of these that exists.
 */
const membersSchema = z.union([
  z.object({ industry: z.string(), size: z.string() }),
  z.object({ industry: z.string() }),
  z.object({ size: z.string() }),
]);
type Members = z.infer<typeof membersSchema>;

export const segmentKeySchema = z.object({ name: z.string().max(80), members: membersSchema });
export type SegmentKey = z.infer<typeof segmentKeySchema>;

export interface Segment extends SegmentKey {
  readonly cells: readonly Cell[];
  readonly total: Omit<Cell, 'industry' | 'size'>;
}

/** Nobody can look at more segments. */
const MAX_OWN_SEGMENTS = 60;

/** Forms groups of at least `minLeads`. Smaller groups are merged with similar ones; what is still too small is left out. */
export function formSegments(
  cells: readonly Cell[],
  minLeads: number,
): { segments: Segment[]; leftOut: number } {
  const large = cells
    .filter(({ leads, industry }) => leads >= minLeads && industry !== OTHER)
    .toSorted((a, b) => b.leads - a.leads || (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, MAX_OWN_SEGMENTS);
  const own = large.map((cell) => segment({ industry: cell.industry, size: cell.size }, [cell]));
  const rest = cells.filter((cell) => !large.includes(cell));
  const industries = pools(rest, minLeads, ({ industry }) => (industry === OTHER ? undefined : { industry }));
  const stillRest = rest.filter((cell) => !industries.some((each) => each.cells.includes(cell)));
  const sizes = pools(stillRest, minLeads, ({ size }) => ({ size }));
  const leftOut = stillRest.filter((cell) => !sizes.some((each) => each.cells.includes(cell)));
  const segments = [...own, ...industries, ...sizes].toSorted((a, b) => b.total.leads - a.total.leads);
  return { segments, leftOut: sumCells(leftOut).leads };
}

/** The segment of a lead, by the rule by which the segments were formed. */
export function segmentOf<K extends SegmentKey>(
  segments: readonly K[],
  { industry, size }: Pick<IcpFacts, 'industry' | 'size'>,
): K | undefined {
  const find = (members: Members) => segments.find((each) => nameOf(each.members) === nameOf(members));
  return find({ industry, size }) ?? find({ industry }) ?? find({ size });
}

function pools(
  cells: readonly Cell[],
  minLeads: number,
  membersOf: (cell: Cell) => Members | undefined,
): Segment[] {
  const groups = Map.groupBy(cells, (cell) => {
    const members = membersOf(cell);
    return members && nameOf(members);
  });
  return [...groups].flatMap(([name, of]) => {
    const members = of[0] && membersOf(of[0]);
    return name !== undefined && members && sumCells(of).leads >= minLeads ? [segment(members, of)] : [];
  });
}

const segment = (members: Members, cells: readonly Cell[]): Segment => ({
  name: nameOf(members),
  members,
  cells,
  total: sumCells(cells),
});

/** The name of the segment for people, as missions give it. */
function nameOf(members: Members): string {
  const industry = 'industry' in members ? members.industry : undefined;
  const size = 'size' in members ? members.size : undefined;
  const ofIndustry = industry === undefined ? OTHER : industry === UNKNOWN ? 'Industry unknown' : industry;
  const ofSize = size === undefined ? 'other sizes' : size === UNKNOWN ? 'size unknown' : `${size} employees`;
  return `${ofIndustry}, ${ofSize}`;
}
