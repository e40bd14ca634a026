import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice, Problem } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { CHANGES, type Standing } from './resources.ts';

interface ObstaclesProps {
  readonly standing: Standing;
  readonly obstacle: string | null;
}

/** Why a domain does not send or gets no more missions, and what to do about it. */
export function Obstacles({ standing, obstacle }: ObstaclesProps) {
  const { dnsRecord, restingSince } = standing;
  if (dnsRecord !== null) return <Proof domain={standing.domain} record={dnsRecord} />;
  if (restingSince !== null) {
    return (
      <Notice tone="warn">
        <p>
          It rests since <Time at={restingSince} />: Rex rotated it out, and resumes it by itself when it has
          recovered.
          {obstacle === null ? null : ` ${obstacle}`}
        </p>
      </Notice>
    );
  }
  return obstacle === null ? null : (
    <Notice tone="warn">
      <p>Missions do not get it now: {obstacle}</p>
    </Notice>
  );
}

interface ProofProps {
  readonly domain: string;
  readonly record: NonNullable<Standing['dnsRecord']>;
}

/** The record that proves the ownership, and a look whether it is there. */
function Proof({ domain, record }: ProofProps) {
  const session = useSession();
  const tell = useTell();
  const verify = useCommand(resourceRoutes.verifyDomain, CHANGES);
  const check = async () => {
    const { ownership } = await verify.mutateAsync({ params: { id: domain } });
    tell(
      ownership === 'verified'
        ? `${domain} is verified`
        : 'The record is not there yet. DNS may take minutes.',
    );
  };
  return (
    <Notice tone="warn">
      <div className="stack-tight">
        <p>
          <strong>Prove that the domain is yours.</strong> Nothing is sent from it before that. Set this
          record at your DNS provider; Rex also looks for it every hour.
        </p>
        <Facts
          of={[
            ['Type', record.type],
            ['Name', <CopyText key="name" text={record.name} what="the name of the record" />],
            ['Value', <CopyText key="value" text={record.value} what="the value of the record" />],
          ]}
        />
        {session.may(resourceRoutes.verifyDomain) ? (
          <div>
            <Button small busy={verify.isPending} onClick={() => void check().catch(() => undefined)}>
              Check now
            </Button>
          </div>
        ) : null}
        {verify.error ? <Problem error={verify.error} /> : null}
      </div>
    </Notice>
  );
}
