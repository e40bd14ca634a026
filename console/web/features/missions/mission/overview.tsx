import { percent } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Bars } from '../../../ui/bars.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Value } from '../../../ui/values.tsx';
import { paramLabel } from '../param-label.ts';
import { leadFunnel, messageFunnel, remaining } from './funnel.ts';
import { Release } from './release.tsx';
import type { Mission } from './view.ts';
import { Waits } from './waits.tsx';

/** The funnel of a mission, and what stops it. */
export function Overview({ mission }: { readonly mission: Mission }) {
  const { audience, messages, report, params, replyClasses } = mission;
  const hasEnded = report !== null;
  const replies = Object.entries(replyClasses).map(([name, value]) => ({ label: wordsOf(name), value }));
  return (
    <>
      <Waits mission={mission} />
      <div className="grid">
        <div className="stack">
          {messages === null ? null : (
            <Card title="Messages">
              <div className="stack-tight">
                <Bars label="Messages" rows={messageFunnel(messages, hasEnded)} most={messages.drafted} />
                <p className="quiet small">
                  Each number counts messages; under Results, answers are counted by lead.
                  {hasEnded && remaining(messages) > 0
                    ? ' No longer needed: the later messages to people who answered, bought, unsubscribed or could not be reached.'
                    : ''}
                </p>
              </div>
            </Card>
          )}
          {replies.length === 0 ? null : (
            <Card title="What replies want">
              <Bars
                label="Replies by what they want"
                rows={replies}
                most={Math.max(...replies.map(({ value }) => value))}
              />
            </Card>
          )}
        </div>
        <div className="stack">
          {audience === null ? null : (
            <Card title="Leads">
              <div className="stack-tight">
                <Bars
                  label="Leads"
                  rows={leadFunnel(audience, report?.audience.emailed)}
                  most={audience.leads}
                />
                <HoldoutNote share={params['holdout']} />
              </div>
            </Card>
          )}
          <Release mission={mission} />
          <Card title="What it was told">
            <Facts
              of={Object.entries(params).map(([name, value]) => [
                paramLabel(name),
                name === 'holdout' ? percent(Number(value)) : <Value key={name} of={value} />,
              ])}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

/** Why the share of those held out is not exactly what was asked for. */
function HoldoutNote({ share }: { readonly share: unknown }) {
  if (typeof share !== 'number' || share === 0) return null;
  return (
    <p className="quiet small">
      In question are the leads that are not left out. Each of them is held out with a chance of{' '}
      {percent(share)}, drawn once for all missions: of few leads, more or fewer than {percent(share)} are
      held out.
    </p>
  );
}
