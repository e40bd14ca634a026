import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { PREFIX } from '../names.ts';
import { acknowledge } from './acknowledge.ts';

/** Without a key Rex writes from its templates. */
const NO_LLM = JSON.stringify({ apiKey: '', baseUrl: '', model: '' });

/** Without an account nothing goes by SMS or WhatsApp. */
const NO_TWILIO = JSON.stringify({ accountSid: '', authToken: '' });

/** Without a key no source of enrichment is asked. */
const NO_SOURCES = JSON.stringify({ apollo: { apiKey: '' }, hunter: { apiKey: '' } });

export class Secrets extends Construct {
  /** Signs the tokens in unsubscribe links and reply addresses. */
  readonly thread: Secret;
  readonly openai: Secret;
  readonly twilio: Secret;
  readonly enrichment: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.thread = new Secret(this, 'Thread', {
      secretName: `${PREFIX}/thread`,
      description: 'Signs the tokens in unsubscribe links and reply addresses',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.thread,
      'SMG4',
      'A new key would break every unsubscribe link that is in a mailbox already.',
    );
    this.openai = new Secret(this, 'OpenAi', {
      secretName: `${PREFIX}/openai`,
      description: 'Key, base URL and model of an OpenAI-compatible API; empty for templates only',
      secretStringValue: SecretValue.unsafePlainText(NO_LLM),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.openai, 'SMG4', 'The provider issues this key, so no function of ours can rotate it.');
    this.twilio = new Secret(this, 'Twilio', {
      secretName: `${PREFIX}/twilio`,
      description:
        'Account SID and auth token of Twilio, and an API key where one is used; empty for no texts',
      secretStringValue: SecretValue.unsafePlainText(NO_TWILIO),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.twilio, 'SMG4', 'The provider issues this token, so no function of ours can rotate it.');
    this.enrichment = new Secret(this, 'Enrichment', {
      secretName: `${PREFIX}/enrichment`,
      description: 'API keys of Apollo and Hunter; empty for those that are not to be asked',
      secretStringValue: SecretValue.unsafePlainText(NO_SOURCES),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.enrichment,
      'SMG4',
      'The sources issue these keys, so no function of ours can rotate them.',
    );
  }
}
