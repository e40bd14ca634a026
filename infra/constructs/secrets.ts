import { CfnSecret, Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PREFIX } from '../names.ts';
import { acknowledge } from './acknowledge.ts';

/**
 * A secret whose value a person puts in. The template has no value for it, not even a placeholder, so no release can
 * write over theirs; functions read one without a value as empty settings.
 */
class FilledInByHand extends Secret {
  constructor(
    scope: Construct,
    id: string,
    props: Required<Pick<SecretProps, 'secretName' | 'description'>>,
  ) {
    super(scope, id, { ...props, removalPolicy: RemovalPolicy.RETAIN });
    const resource = this.node.defaultChild;
    if (!(resource instanceof CfnSecret))
      throw new Error(`${this.node.path} is no AWS::SecretsManager::Secret.`);
    // CDK has a value generated where none is given.
    resource.generateSecretString = undefined;
  }
}

export class Secrets extends Construct {
  /** Signs the tokens in unsubscribe links and reply addresses. */
  readonly thread: Secret;
  readonly openai: Secret;
  readonly twilio: Secret;
  readonly sendgrid: Secret;
  readonly calendars: Secret;
  readonly enrichment: Secret;
  readonly cron: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.thread = new Secret(this, 'Thread', {
      secretName: `${PREFIX}/thread`,
      description: 'Signs the tokens in unsubscribe links and reply addresses',
      // Whoever changes this in a release makes a new key, which breaks every link that was ever sent.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.thread,
      'SMG4',
      'A new key would break every unsubscribe link that is in a mailbox already.',
    );
    this.openai = new FilledInByHand(this, 'OpenAi', {
      secretName: `${PREFIX}/openai`,
      description: 'Key, base URL and model of an OpenAI-compatible API; empty for templates only',
    });
    acknowledge(this.openai, 'SMG4', 'The provider issues this key, so no function of ours can rotate it.');
    this.twilio = new FilledInByHand(this, 'Twilio', {
      secretName: `${PREFIX}/twilio`,
      description:
        'Account SID and auth token of Twilio, and an API key if you use one; leave empty to send no texts',
    });
    acknowledge(this.twilio, 'SMG4', 'The provider issues this token, so no function of ours can rotate it.');
    this.sendgrid = new FilledInByHand(this, 'SendGrid', {
      secretName: `${PREFIX}/sendgrid`,
      description:
        'Accounts at SendGrid by workspace: API key, and public key of the event webhook; leave empty to send by SES',
    });
    acknowledge(this.sendgrid, 'SMG4', 'The provider issues this key, so no function of ours can rotate it.');
    this.calendars = new FilledInByHand(this, 'Calendars', {
      secretName: `${PREFIX}/calendars`,
      description:
        'Accounts at Calendly and Cal.com by workspace: token, and the key of the webhook where Rex does not set it up',
    });
    acknowledge(
      this.calendars,
      'SMG4',
      'The service issues this token, so no function of ours can rotate it.',
    );
    this.enrichment = new FilledInByHand(this, 'Enrichment', {
      secretName: `${PREFIX}/enrichment`,
      description: 'API keys of Apollo and Hunter; leave a key empty to switch its source off',
    });
    acknowledge(
      this.enrichment,
      'SMG4',
      'The sources issue these keys, so no function of ours can rotate them.',
    );
    this.cron = new FilledInByHand(this, 'Cron', {
      secretName: `${PREFIX}/cron`,
      description:
        'Secrets of outside schedulers by workspace; leave empty to let nobody in but people with tokens',
    });
    acknowledge(this.cron, 'SMG4', 'The scheduler outside has it too, so no function of ours can rotate it.');
  }
}
