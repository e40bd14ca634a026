import { wordsOf } from '../../../ui/badge.tsx';
import { Bars } from '../../../ui/bars.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Value } from '../../../ui/values.tsx';
import { paramLabel } from '../param-label.ts';
import { leadFunnel, messageFunnel } from './funnel.ts';
import { Release } from './release.tsx';
import type { Mission } from './view.ts';
import { Waits } from './waits.tsx';

/** The funnel of a mission, and what stops it. */
export function Overview({ mission }: { readonly mission: Mission }) {
  const { audience, messages, report, params, replyClasses } = mission;
  const replies = Object.entries(replyClasses).map(([name, value]) => ({ label: wordsOf(name), value }));
  return (
    <>
      <Waits mission={mission} />
      <div className="grid">
        <div className="stack">
          {messages === null ? null : (
            <Card title="Messages">
              <Bars label="Messages" rows={messageFunnel(messages)} most={messages.drafted} />
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
              <Bars
                label="Leads"
                rows={leadFunnel(audience, report?.audience.emailed)}
                most={audience.leads}
              />
            </Card>
          )}
          <Release mission={mission} />
          <Card title="What it was told">
            <Facts
              of={Object.entries(params).map(([name, value]) => [
                paramLabel(name),
                <Value key={name} of={value} />,
              ])}
            />
          </Card>
        </div>
      </div>
    </>
  );
}
