/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles. Lambda always hands credentials over in the
 * environment, so what looks for them in files, SSO and instance metadata is 100 kB that would never run.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: required('AWS_ACCESS_KEY_ID'),
  secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env['AWS_SESSION_TOKEN'],
});

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: a bundle runs on Lambda or on the local runtime.`);
  return value;
}
