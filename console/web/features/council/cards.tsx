import type { Card } from '../../../../shared/seats/contract/work.ts';
import { count, percent } from '../../format/numbers.ts';
import { Stat, Stats } from '../../ui/stat.tsx';

const UNITS: Readonly<Partial<Record<Card['unit'], string>>> = { days: 'days', ms: 'ms' };

const shownOf = ({ value, unit }: Card): string => {
  if (value === null) return '–';
  if (unit === 'share') return percent(value);
  if (unit === 'usd') return `$${value.toFixed(2)}`;
  return Number.isInteger(value) ? count(value) : value.toFixed(2);
};

/** The four figures of a seat, each with what it is counted from. */
export function Cards({ of: cards }: { readonly of: readonly Card[] }) {
  return (
    <Stats>
      {cards.map((card) => {
        const unit = UNITS[card.unit];
        return (
          <Stat
            key={card.title}
            label={card.title}
            value={shownOf(card)}
            {...(unit === undefined ? {} : { unit })}
            note={card.says}
          />
        );
      })}
    </Stats>
  );
}
