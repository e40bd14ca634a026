import { describe, expect, it } from 'vitest';
import { bodyOf, EMPTY_DRAFT, inputsOf } from './automation-draft.ts';

describe('inputsOf', () => {
  it('reads a name and a text from each line', () => {
    expect(inputsOf('tone = calm = clear\n\n list=vip ')).toEqual({ tone: 'calm = clear', list: 'vip' });
  });

  it('keeps a name without a text, so that the API can refuse it by name', () => {
    expect(inputsOf('tone')).toEqual({ tone: '' });
  });
});

describe('bodyOf', () => {
  it('leaves out what was left empty', () => {
    expect(bodyOf({ ...EMPTY_DRAFT, name: 'CRM', url: 'https://n8n.acme.example/webhook/crm' })).toEqual({
      connector: 'n8n',
      name: 'CRM',
      url: 'https://n8n.acme.example/webhook/crm',
      deadlineMinutes: 60,
      onFailure: 'skip',
      inputs: {},
    });
  });

  it('gives CrewAI its token and no workflow', () => {
    const body = bodyOf({ ...EMPTY_DRAFT, connector: 'crewai', token: 'secret-token', workflowId: 'w1' });
    expect(body).toMatchObject({ connector: 'crewai', token: 'secret-token' });
    expect(body).not.toHaveProperty('workflowId');
  });
});
