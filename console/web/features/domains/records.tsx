import { provisioningRoutes } from '../../../../shared/provisioning/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded, Notice, Problem } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { RecordCard } from './record-card.tsx';

const STATES = {
  none: 'Nobody has asked Rex to set this domain up.',
  running: 'Rex waits for SES or the DNS.',
  ready: 'SES has verified everything.',
  incomplete: 'It stopped before all was verified.',
} as const;

/** The DNS records of a domain to copy, each with its state; a check, and the provisioning. */
export function Records({ domain }: { readonly domain: string }) {
  const session = useSession();
  const tell = useTell();
  const params = { id: domain };
  const records = useApi(provisioningRoutes.listDomainRecords, { params });
  const check = useCommand(provisioningRoutes.checkDomainRecords);
  const provision = useCommand(provisioningRoutes.provisionDomain);
  return (
    <Loaded query={records} lines={8}>
      {({ state, problem, hostedZone, ses, checkedAt, records: rows }) => (
        <>
          <Card
            title="Provisioning"
            actions={
              <>
                <CopyAs
                  route={provisioningRoutes.listDomainRecords}
                  request={{ params }}
                  command={`rex domains records ${domain}`}
                />
                {session.may(provisioningRoutes.checkDomainRecords) ? (
                  <Button
                    busy={check.isPending}
                    onClick={() => check.mutate({ params }, { onSuccess: () => tell('The DNS was asked') })}
                  >
                    Check now
                  </Button>
                ) : null}
                {session.may(provisioningRoutes.provisionDomain) ? (
                  <Confirm
                    kind={state === 'ready' ? 'secondary' : 'primary'}
                    label="Provision"
                    title={`Set up ${domain}`}
                    about="Rex makes its SES identity with DKIM and MAIL FROM, and writes the DNS records where the hosted zone is in its account. Where it is not, you set the records below."
                    run={async () => {
                      await provision.mutateAsync({ params });
                      tell(`Rex sets up ${domain}`);
                    }}
                  />
                ) : null}
              </>
            }
          >
            <div className="stack">
              {check.error ? <Problem error={check.error} /> : null}
              {problem === null ? null : (
                <Notice tone="warn">
                  <p>{problem}</p>
                </Notice>
              )}
              <Facts
                of={[
                  [
                    'State',
                    <span key="state" className="row">
                      <State of={state} /> <span className="quiet">{STATES[state]}</span>
                    </span>,
                  ],
                  ['Hosted zone', hostedZone ?? 'None in the account of Rex: a person sets the records'],
                  ['SES', ses === null ? 'Not asked yet' : <Ses key="ses" of={ses} />],
                  ['DNS last asked', <Time key="asked" at={checkedAt} />],
                ]}
              />
            </div>
          </Card>
          <div className="grid">
            {rows.map((record) => (
              <RecordCard key={record.id} record={record} />
            ))}
          </div>
        </>
      )}
    </Loaded>
  );
}

const TONES = {
  Success: 'good',
  Pending: 'warn',
  Failed: 'bad',
  TemporaryFailure: 'bad',
  NotStarted: 'neutral',
} as const;
type SesStatus = keyof typeof TONES;

const Ses = ({ of }: { readonly of: Readonly<Record<'identity' | 'dkim' | 'mailFrom', SesStatus>> }) => (
  <span className="row">
    Identity <State of={of.identity} tone={TONES[of.identity]} />
    DKIM <State of={of.dkim} tone={TONES[of.dkim]} />
    MAIL FROM <State of={of.mailFrom} tone={TONES[of.mailFrom]} />
  </span>
);
