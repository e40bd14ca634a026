import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

const WRITERS = ['consumers-notifications', 'http-members'];

/** @param without a synthesis in which no address was chosen */
export function checkSystemMail(synthesis: Synthesis, without: Synthesis, from: string): void {
  const writersIn = ({ ofType }: Synthesis) =>
    ofType('AWS::Lambda::Function')
      .filter(({ properties }) => WRITERS.includes(properties.FunctionName?.slice('rex-'.length)))
      .map(({ stack, properties }) => {
        const role = properties.Role['Fn::GetAtt'][0];
        const statements = ofType('AWS::IAM::Policy')
          .filter((policy) => policy.stack === stack && policy.properties.Roles[0].Ref === role)
          .flatMap((policy) => policy.properties.PolicyDocument.Statement);
        return {
          from: properties.Environment.Variables.REX_SYSTEM_MAIL_FROM,
          sends: statements.filter(({ Action }) => [Action].flat().includes('ses:SendRawEmail')),
        };
      });

  describe('mail of Rex to its own people', () => {
    it('goes out from the address that was chosen, and from no other', () => {
      const writers = writersIn(synthesis);
      expect(writers).toHaveLength(WRITERS.length);
      for (const { from: address, sends } of writers) {
        expect(address).toBe(from);
        expect(sends).toMatchObject([{ Condition: { StringEquals: { 'ses:FromAddress': from } } }]);
        const resources = JSON.stringify(sends[0].Resource);
        expect(resources).not.toContain('*');
        for (const part of ['identity/system.example', `identity/${from}`, 'configuration-set/'])
          expect(resources).toContain(part);
      }
    });

    it('goes out not at all where none was chosen', () => {
      expect(writersIn(without)).toEqual(WRITERS.map(() => ({ from: undefined, sends: [] })));
    });

    it('makes accounts in the pool of people, where nobody can sign up', () => {
      const [pool] = synthesis.ofType('AWS::Cognito::UserPool');
      expect(pool?.properties.AdminCreateUserConfig).toMatchObject({
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { EmailMessage: expect.stringContaining('{####}') },
      });
    });
  });
}
