import { describe, expect, it } from 'vitest';
import { parseTarget } from './target.ts';

describe('the target of a run', () => {
  it('is an emulator when an endpoint is given, and then has no receipt rule unless requested', () => {
    const given = ['--endpoint', 'https://localhost:4566'];
    expect(parseTarget(given).context).toEqual({ receiveMail: 'false' });
    expect(parseTarget([...given, '-c', 'receiveMail=true']).context).toEqual({ receiveMail: 'true' });
  });

  it('is AWS with --real-account, with the context unchanged', () => {
    const target = parseTarget(['--real-account', '--domain', 'mail.example.com']);
    expect(target).toMatchObject({ endpoint: undefined, domain: 'mail.example.com', context: {} });
  });

  it('is never both, so that no permission is added to roles on AWS', () => {
    for (const host of ['sts.amazonaws.com', 'iam.amazonaws.com.cn', 'lambda.eu-west-1.api.aws']) {
      expect(() => parseTarget(['--endpoint', `https://${host}`])).toThrow('--real-account');
    }
    expect(() => parseTarget([])).toThrow('--endpoint URL');
    expect(() => parseTarget(['--real-account', '--endpoint', 'https://localhost:4566'])).toThrow('costs');
    expect(() => parseTarget(['--real-account'])).toThrow('--domain');
    expect(() => parseTarget(['--endpoint', 'https://localhost:4566', '--api', 'https://a'])).toThrow(
      '--user-pool',
    );
  });
});
