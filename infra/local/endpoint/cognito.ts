import * as z from 'zod';
import { AwsError } from './aws-error.ts';

const request = z.object({
  UserPoolId: z.string(),
  Username: z.string(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
});

/**
 * Accounts that functions make. Nobody needs one here: whoever signs in on this machine says who they are, and there is no password
 * to mail. So they are forgotten with the process.
 */
export function createCognito() {
  const users = new Set<string>();
  return {
    /** @throws AwsError */
    handle(operation: string, body: unknown): unknown {
      if (operation !== 'AdminCreateUser')
        throw new AwsError('InvalidAction', `Cognito ${operation} is not known to infra/local.`);
      const { UserPoolId, Username, MessageAction } = request.parse(body);
      const user = `${UserPoolId} ${Username.toLowerCase()}`;
      if (users.has(user) && MessageAction !== 'RESEND')
        throw new AwsError('UsernameExistsException', 'User account already exists');
      if (!users.has(user) && MessageAction === 'RESEND')
        throw new AwsError('UserNotFoundException', 'User does not exist.');
      users.add(user);
      return { User: { Username, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } };
    },
  };
}
