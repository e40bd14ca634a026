import { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { StepGraph } from './step-graph.tsx';

/** What missions do: the steps of each workflow as a graph, and when it has succeeded. */
export function Workflows() {
  const workflows = useApi(agentRoutes.listWorkflows, {}, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      <div className="spread">
        <p className="quiet">A step begins when all steps before it are done.</p>
        <CopyAs route={agentRoutes.listWorkflows} request={{}} command="rex workflows" />
      </div>
      <Loaded query={workflows} lines={10}>
        {({ workflows: rows }) =>
          rows.map(({ name, purpose, missionTypes, steps, success }) => (
            <Card key={name} title={wordsOf(name)}>
              <div className="stack">
                <p>{purpose}</p>
                <StepGraph steps={steps} label={`Steps of ${wordsOf(name)}`} />
                <Facts
                  of={[
                    ['Missions', missionTypes.map(wordsOf).join(', ')],
                    [
                      'Succeeds when',
                      success.length === 0 ? null : (
                        <ul key="success">
                          {success.map(({ name: criterion, sentence }) => (
                            <li key={criterion}>{withoutCount(sentence)}</li>
                          ))}
                        </ul>
                      ),
                    ],
                  ]}
                />
              </div>
            </Card>
          ))
        }
      </Loaded>
    </>
  );
}

/** `Bounced: {} of the e-mails. Wanted: at most 5 %.` before there is a mission to count in. */
const withoutCount = (sentence: string): string => sentence.replace('{}', '…');
