import type { z } from 'zod';
import type { connectionSchema } from '../../../../shared/connections/contract/connections.ts';
import type { Tone } from '../../ui/badge.tsx';

export type Connection = z.output<typeof connectionSchema>;

const TONES: Readonly<Record<string, Tone>> = { working: 'good', refused: 'bad', removing: 'warn' };

export const toneOfConnection = (state: string): Tone => TONES[state] ?? 'neutral';
