import { Link } from '@tanstack/react-router';
import type { RosterAgentDetail } from '../../../../../shared/guilds/contract/guilds.ts';
import { count } from '../../../format/numbers.ts';
import { duration } from '../../../format/times.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Values } from '../../../ui/values.tsx';

/** What an agent may read of the workspace. */
const SOURCES: Readonly<Record<string, string>> = {
  mail: 'Mail of the last 24 hours',
  days: 'Numbers of each day',
  domains: 'Sending domains',
  alerts: 'Open alerts',
  tasks: 'The latest tasks',
  missions: 'Missions that have ended',
  recommendations: 'Open recommendations',
  money: 'What language models cost',
};

const MODEL = {
  never: 'It asks none: rules do it',
  better:
    'It asks one where there is one. What does not hold against what it was shown is not taken; then rules do it',
  needed: 'It needs one: there are no rules for it',
} as const;

/** What an agent is made of: its capability with a configuration of its own, what it reads, and how a model is asked. */
export function AboutAgent({ agent }: { readonly agent: RosterAgentDetail }) {
  const { guild, capability, does, reads, model, modelSettings, settings, example } = agent;
  const category = settings['category'];
  return (
    <Card title="About">
      <div className="stack">
        <Facts
          of={[
            [
              'Guild',
              <Link key="guild" to="/guilds/$guild" params={{ guild } as never}>
                {wordsOf(guild)}
              </Link>,
            ],
            ['Capability', `${wordsOf(capability)}: ${does}`],
            [
              'Reads',
              typeof category === 'string'
                ? `Documents of ${wordsOf(category).toLowerCase()} that everybody in the workspace may read`
                : reads.map((source) => SOURCES[source] ?? wordsOf(source)).join(', ') ||
                  'Nothing of the workspace but the name of the brand',
            ],
            ['Changes', 'Nothing: it reads, drafts and advises'],
            ['Language model', MODEL[model]],
            [
              'How it is asked',
              modelSettings === null
                ? null
                : `At most ${count(modelSettings.maxOutputTokens)} tokens of answer, within ${duration(modelSettings.timeoutMs)}; it has no tools`,
            ],
          ]}
        />
        <details>
          <summary>How it is set up</summary>
          <Values of={settings} />
        </details>
        {Object.keys(example).length === 0 ? null : (
          <details>
            <summary>An example of its input</summary>
            <Values of={example} />
          </details>
        )}
      </div>
    </Card>
  );
}
