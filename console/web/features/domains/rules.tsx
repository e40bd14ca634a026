import type { SenderRulesView } from '../../../../shared/provisioning/contract/provisioning.ts';
import { provisioningRoutes } from '../../../../shared/provisioning/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { count } from '../../format/numbers.ts';
import { Badge, State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Loaded, Notice } from '../../ui/notice.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './rules.module.css';

type Rule = SenderRulesView['rules'][number];

/** The rules of Gmail, Yahoo and Microsoft for senders, each with its verdict and what to do. */
export function Rules({ domain }: { readonly domain: string }) {
  const params = { id: domain };
  const rules = useApi(provisioningRoutes.listSenderRules, { params });
  return (
    <Loaded query={rules} lines={8}>
      {({ perDay, bulkFrom, bulk, checkedAt, rules: rows }) => (
        <>
          <Notice tone={bulk && rows.some(({ result }) => result === 'fail') ? 'warn' : 'info'}>
            <p>
              Up to {count(perDay)} e-mails a day go out under its organizational domain. From{' '}
              {count(bulkFrom)} a day providers call a sender a bulk sender.{' '}
              {bulk
                ? 'Missions wait until no rule fails.'
                : 'Below that, a rule that fails does not stop missions.'}
            </p>
          </Notice>
          <Card
            title="Rules"
            flush
            actions={
              <>
                <span className="quiet small">
                  {checkedAt === null ? 'DNS not asked yet' : 'DNS asked '}
                  {checkedAt === null ? null : <Time at={checkedAt} />}
                </span>
                <CopyAs
                  route={provisioningRoutes.listSenderRules}
                  request={{ params }}
                  command={`rex domains rules ${domain}`}
                />
              </>
            }
          >
            <ul>
              {rows.map((rule) => (
                <RuleRow key={rule.rule} rule={rule} />
              ))}
            </ul>
          </Card>
        </>
      )}
    </Loaded>
  );
}

const RuleRow = ({ rule: { title, providers, result, reason, todo, source } }: { readonly rule: Rule }) => (
  <li className={styles.rule}>
    <State of={result} />
    <div className="stack-tight">
      <h3>{title}</h3>
      <p>{reason}</p>
      {todo === null ? null : (
        <p>
          <strong>To do:</strong> <Prose of={todo} />
        </p>
      )}
      <div className="row">
        {providers.map((provider) => (
          <Badge key={provider}>{provider}</Badge>
        ))}
        <Source of={source} />
      </div>
    </div>
  </li>
);

/** Where the rule is published. */
const Source = ({ of: source }: { readonly of: string }) =>
  source.startsWith('https://') ? (
    <a href={source} target="_blank" rel="noreferrer" className="small">
      {new URL(source).hostname}
    </a>
  ) : (
    <span className="quiet small">{source}</span>
  );
