import { describe, expect, it } from 'vitest';
import { PREVIEW_BYTES } from '../../../../../shared/leads/contract/routes.ts';
import { headOf } from './file-head.ts';

const textOf = (base64: string) => Buffer.from(base64, 'base64').toString();

describe('the head of a file', () => {
  it('is all of a small file, with whatever bytes it has', async () => {
    expect(textOf(await headOf(new Blob(['email,name\nzo\u00eb@mail.example,Zo\u00eb'])))).toBe(
      'email,name\nzo\u00eb@mail.example,Zo\u00eb',
    );
    expect(await headOf(new Blob([]))).toBe('');
  });

  it('ends with a row where the file goes on', async () => {
    const row = 'somebody@mail.example,Some Body\n';
    const text = textOf(await headOf(new Blob([row.repeat(5_000)])));
    expect(text.length).toBeLessThanOrEqual(PREVIEW_BYTES);
    expect(text.length % row.length).toBe(0);
    expect(text.length).toBeGreaterThan(PREVIEW_BYTES - row.length);
  });

  it('is cut where no row ends', async () => {
    expect(textOf(await headOf(new Blob(['x'.repeat(PREVIEW_BYTES + 9)])))).toHaveLength(PREVIEW_BYTES);
  });
});
