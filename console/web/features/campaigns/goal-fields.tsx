import { RESULT_METRICS, type ResultMetric } from '../../../../shared/campaigns/contract/campaign.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { LocalTime } from '../../ui/local-time.tsx';
import type { GoalDraft } from './campaign-draft.ts';
import styles from './campaigns.module.css';
import { metricWords } from './metric-words.ts';

const MOST = 20;

interface GoalFieldsProps {
  readonly goals: readonly GoalDraft[];
  readonly onChange: (goals: readonly GoalDraft[]) => void;
  readonly problemOf: (path: string) => string | undefined;
}

/** What a campaign should reach: some numbers, each until a day or without one. */
export function GoalFields({ goals, onChange, problemOf }: GoalFieldsProps) {
  const change = (at: number, values: Partial<GoalDraft>) =>
    onChange(goals.map((goal, n) => (n === at ? { ...goal, ...values } : goal)));
  return (
    <fieldset className={styles.goals}>
      <legend>Goals</legend>
      {goals.map(({ key, metric, target, by }, n) => (
        <div key={key} className={styles.goal}>
          <Field label="What is counted" problem={problemOf(`goals.${n}.metric`)}>
            {(control) => (
              <Select
                {...control}
                value={metric}
                onChange={({ target: { value } }) => change(n, { metric: value as ResultMetric })}
              >
                {RESULT_METRICS.map((each) => (
                  <option key={each} value={each}>
                    {metricWords(each)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Target" problem={problemOf(`goals.${n}.target`)}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                step="any"
                required
                value={target}
                onChange={({ target: { value } }) => change(n, { target: value })}
              />
            )}
          </Field>
          <Field label="Until (optional)" problem={problemOf(`goals.${n}.by`)}>
            {(control) => (
              <LocalTime {...control} value={by} onChange={(value) => change(n, { by: value })} />
            )}
          </Field>
          <Button onClick={() => onChange(goals.filter((_, at) => at !== n))}>
            Remove<span className="visually-hidden"> goal {n + 1}</span>
          </Button>
        </div>
      ))}
      {goals.length === 0 ? (
        <p className="quiet small">Without a goal, its results are counted all the same.</p>
      ) : null}
      {goals.length >= MOST ? null : (
        <div>
          <Button
            small
            onClick={() =>
              onChange([...goals, { key: crypto.randomUUID(), metric: 'booked', target: '', by: '' }])
            }
          >
            Add a goal
          </Button>
        </div>
      )}
    </fieldset>
  );
}
