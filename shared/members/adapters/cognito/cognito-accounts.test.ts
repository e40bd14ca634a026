import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedServer } from '../../../../test/support/scripted-server.ts';
import { CognitoAccounts } from './cognito-accounts.ts';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
let accounts: CognitoAccounts;
beforeAll(async () => {
  server = await startScriptedServer();
  const client = new CognitoIdentityProviderClient({
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' },
    maxAttempts: 1,
  });
  accounts = new CognitoAccounts(client, 'eu-west-1_Ab1');
});
afterAll(() => server.stop());

const refusal = (name: string) => ({ status: 400, body: { __type: name, message: 'No.' } });
const asked = () => server.received().map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body)]);
const MAKE = 'AWSCognitoIdentityProviderService.AdminCreateUser';

it('makes an account whose address is proven by the first password, which Cognito mails', async () => {
  server.script([{ body: { User: { Username: 'kim' } } }]);
  await accounts.ensure('kim@acme.example');
  expect(asked()).toEqual([
    [
      MAKE,
      {
        UserPoolId: 'eu-west-1_Ab1',
        Username: 'kim@acme.example',
        DesiredDeliveryMediums: ['EMAIL'],
        UserAttributes: [
          { Name: 'email', Value: 'kim@acme.example' },
          { Name: 'email_verified', Value: 'true' },
        ],
      },
    ],
  ]);
});

it.each([
  ['sends a first password again that was never used', { body: { User: { Username: 'kim' } } }],
  ['leaves an account alone whose owner has signed in', refusal('UnsupportedUserStateException')],
])('%s', async (_, second) => {
  server.script([refusal('UsernameExistsException'), second]);
  await accounts.ensure('kim@acme.example');
  expect(asked()).toMatchObject([
    [MAKE, { UserAttributes: expect.anything() }],
    [MAKE, { Username: 'kim@acme.example', MessageAction: 'RESEND' }],
  ]);
});

it('says what Cognito refuses otherwise', async () => {
  server.script([refusal('TooManyRequestsException')]);
  await expect(accounts.ensure('kim@acme.example')).rejects.toMatchObject({
    name: 'TooManyRequestsException',
  });
});
