import { Link } from '@tanstack/react-router';
import type { RecommendationView } from '../../../../shared/analytics/contract/routes.ts';
import { count } from '../../format/numbers.ts';
import { Badge, State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { labelOf } from '../../ui/label-of.ts';
import { Prose } from '../../ui/prose.tsx';
import { Text } from '../../ui/text.tsx';
import { Time } from '../../ui/time.tsx';
import { changeText } from './change-text.ts';
import { RecommendationActions } from './recommendation-actions.tsx';

/** A setting that is a text is shown whole, as it is and as it would be. */
const changeFacts = (change: RecommendationView['change']): readonly Fact[] =>
  change.setting !== 'none' && typeof change.from === 'string' && typeof change.to === 'string'
    ? [
        ['Setting', change.setting.split('.').map(labelOf).join(', ')],
        ['Now', <Text key="now" of={change.from} />],
        ['Then', <Text key="then" of={change.to} />],
      ]
    : [[change.setting === 'none' ? 'To do' : 'Change', <Prose key="change" of={changeText(change)} />]];

const TONES = {
  open: 'warn',
  requested: 'info',
  applied: 'good',
  dismissed: 'neutral',
  superseded: 'neutral',
} as const;

/** One recommendation: what to change, from what to what, and the numbers behind it. */
export function RecommendationCard({ of: recommendation }: { readonly of: RecommendationView }) {
  const { kind, sentence, evidence, missionId, since, change, state, reason } = recommendation;
  return (
    <Card
      title={
        <span className="row">
          <Badge>{wordsOf(kind)}</Badge>
          {sentence}
        </span>
      }
      actions={<RecommendationActions of={recommendation} />}
    >
      <div className="stack">
        <p>{evidence}</p>
        <Facts
          of={[
            ...changeFacts(change),
            [
              'State',
              <span key="state" className="row">
                <State of={state} tone={TONES[state]} />
                {reason === null ? null : <span>{reason}</span>}
                {recommendation.approvalId === null ? null : (
                  <Link to="/approvals/$id" params={{ id: recommendation.approvalId } as never}>
                    Its approval
                  </Link>
                )}
              </span>,
            ],
            [
              'Found',
              <span key="found">
                <Time at={recommendation.lastAt} />
                {recommendation.count === 1 ? null : (
                  <>
                    , {count(recommendation.count)} times since <Time at={recommendation.firstAt} />
                  </>
                )}
                {' by '}
                <Link to="/missions/$id" params={{ id: missionId } as never}>
                  {since === null ? 'a mission' : 'a review'}
                </Link>
              </span>,
            ],
            [
              'Settled',
              recommendation.settledAt === null ? null : (
                <span key="settled">
                  <Time at={recommendation.settledAt} />
                  {recommendation.settledBy === null ? null : ` by ${recommendation.settledBy}`}
                </span>
              ),
            ],
          ]}
        />
      </div>
    </Card>
  );
}
