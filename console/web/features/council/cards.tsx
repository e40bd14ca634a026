import { Link } from '@tanstack/react-router';
import type { Seat } from '../../../../shared/seats/contract/seat.ts';
import type { Card } from '../../../../shared/seats/contract/work.ts';
import { count, percent } from '../../format/numbers.ts';
import { Stat, Stats } from '../../ui/stat.tsx';
import { tabOf } from './seats.ts';

const UNITS: Readonly<Partial<Record<Card['unit'], string>>> = { days: 'days', ms: 'ms' };

const shownOf = ({ value, unit }: Card): string => {
  if (value === null) return '–';
  if (unit === 'share') return percent(value);
  if (unit === 'usd') return `$${value.toFixed(2)}`;
  return Number.isInteger(value) ? count(value) : value.toFixed(2);
};

interface CardsProps {
  readonly seat: Seat;
  readonly of: readonly Card[];
}

/** The four figures of a seat, each with what it is counted from, and leading to the works of that. */
export function Cards({ seat, of: cards }: CardsProps) {
  return (
    <Stats>
      {cards.map((card) => {
        const unit = UNITS[card.unit];
        return (
          <Stat
            key={card.title}
            label={card.title}
            value={<Figure seat={seat} of={card} />}
            {...(unit === undefined || card.value === null ? {} : { unit })}
            note={card.says}
          />
        );
      })}
    </Stats>
  );
}

function Figure({ seat, of: card }: { readonly seat: Seat; readonly of: Card }) {
  const [first] = card.works;
  const tab = first && tabOf(seat, first.kind);
  if (!tab) return shownOf(card);
  return (
    <Link
      to="/council/$seat"
      params={{ seat: seat.name } as never}
      search={{ tab: tab.id, figure: card.title } as never}
      aria-label={`${card.title}: ${shownOf(card)}, the works that it is counted from`}
    >
      {shownOf(card)}
    </Link>
  );
}
