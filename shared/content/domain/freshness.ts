import { DAY } from '../../kernel/clock.ts';
import { FACT_RULES, type FactName, type Facts } from './facts.ts';

/** The facts among `names` whose evidence is older, at `now`, than their rule allows. */
export function staleFacts(facts: Facts, names: readonly FactName[], now: Date): FactName[] {
  return names.filter((name) => {
    const fact = facts[name];
    const rule = FACT_RULES[name];
    if (fact === undefined || !('maxAgeDays' in rule)) return false;
    return (now.getTime() - Date.parse(fact.observedOn)) / DAY > rule.maxAgeDays;
  });
}
