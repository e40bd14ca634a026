import type { Dispute, Option, Party, Proposal } from '../contract/schemas.ts';
import { chooseAlternative } from './choose-alternative.ts';
import { divideClaims } from './divide-claims.ts';
import { orderMissions } from './order-missions.ts';
import { placeMissions } from './place-missions.ts';

/** What may be done about a dispute, by its kind. */
function optionsOf(dispute: Dispute, parties: readonly Party[]): Option[] {
  switch (dispute.kind) {
    case 'claims':
      return divideClaims(dispute, parties);
    case 'choice':
      return chooseAlternative(dispute, parties);
    case 'places':
      return placeMissions(dispute);
    case 'order':
      return orderMissions(dispute);
  }
}

/** All options, and the fairest of those than which no other is better for one and worse for none. */
export function resolve(
  dispute: Dispute,
  parties: readonly Party[],
): Pick<Proposal, 'options' | 'recommended'> {
  const options = optionsOf(dispute, parties);
  const [fairest] = options
    .filter((option) => !options.some((other) => dominates(other, option)))
    .toSorted((a, b) => (b.fairness ?? 0) - (a.fairness ?? 0) || a.envy - b.envy || total(b) - total(a));
  return { options, recommended: fairest?.key ?? '' };
}

const total = ({ shares }: Option): number => shares.reduce((sum, { satisfaction }) => sum + satisfaction, 0);

/** Whether one is better for somebody and worse for nobody (Pareto). */
function dominates(one: Option, other: Option): boolean {
  const of = new Map(one.shares.map(({ party, satisfaction }) => [party, satisfaction]));
  const gains = other.shares.map(({ party, satisfaction }) => (of.get(party) ?? 0) - satisfaction);
  return gains.every((gain) => gain > -1e-12) && gains.some((gain) => gain > 1e-12);
}
