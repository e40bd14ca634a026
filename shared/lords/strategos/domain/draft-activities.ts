import { DAY } from '../../../kernel/clock.ts';
import type { ActivityInput, PlanActivity } from '../contract/schemas.ts';
import { refused } from './refused.ts';

/** What a move of a campaign says of itself. */
export interface PlannedMove {
  readonly id: string;
  readonly title: string;
  readonly dependsOn: readonly string[];
  readonly startsAt?: string | undefined;
  readonly dueAt?: string | undefined;
}

/** So many fit into a record, and a search for a better order into a request. */
const MOST = 100;

/**
 * The activities as they were given, then the moves that were not named. When each begins is not known yet.
 * @param moves those that are not over
 * @throws RexError VALIDATION_FAILED naming the field
 */
export function draftActivities(
  inputs: readonly ActivityInput[],
  moves: readonly PlannedMove[],
): PlanActivity[] {
  const byId = new Map(moves.map((move) => [move.id, move]));
  const named = new Set(inputs.map(({ id }) => id));
  const given = inputs.map((input, n) => {
    const path = `body.activities.${n}`;
    const move = byId.get(input.id);
    if (input.days !== undefined && input.sends) throw refused(path, `${input.id} says both days and sends.`);
    const days = input.sends ? 0 : (input.days ?? (move && daysOf(move)));
    if (days === undefined) throw refused(path, `${input.id} says neither days nor sends.`);
    const { id, title = move?.title ?? id, priority, needs, sends } = input;
    const after = [...new Set([...input.after, ...openOf(move, byId)])];
    return { ...BLANK, id, title, priority, needs, days, after, sends: sends ? { ...sends, turn: 0 } : null };
  });
  const others = moves.filter(({ id }) => !named.has(id));
  const added = others.map((move) => {
    const days = daysOf(move);
    if (days === undefined)
      throw refused(
        'body.activities',
        `The move "${move.title}" has no startsAt and dueAt: name ${move.id} here, with its days.`,
      );
    return { ...BLANK, id: move.id, title: move.title, days, after: openOf(move, byId) };
  });
  const all = [...given, ...added];
  if (all.length === 0)
    throw refused(
      'body.activities',
      'There is nothing to plan. Name activities, each with its id and days, or a campaign that has open moves.',
    );
  if (all.length > MOST)
    throw refused('body.activities', `There are ${all.length} activities; ${MOST} are the most.`);
  return all;
}

const BLANK: Omit<PlanActivity, 'id' | 'title' | 'days' | 'after'> = {
  priority: 'medium',
  status: 'planned',
  percent: 0,
  sends: null,
  needs: {},
  start: 0,
  end: 0,
  on: '',
  until: '',
  slack: 0,
  isCritical: false,
  startedOn: null,
  endedOn: null,
  task: null,
};

const daysOf = ({ startsAt, dueAt }: PlannedMove): number | undefined =>
  startsAt === undefined || dueAt === undefined
    ? undefined
    : Math.max(1, Math.ceil((Date.parse(dueAt) - Date.parse(startsAt)) / DAY));

/** What is done needs no waiting for. */
const openOf = (move: PlannedMove | undefined, open: ReadonlyMap<string, unknown>): string[] =>
  (move?.dependsOn ?? []).filter((id) => open.has(id));
