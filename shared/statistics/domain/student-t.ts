import { betaCdf } from './beta-function.ts';

/** P(T >= t) of Student's distribution, for t >= 0; the degrees of freedom need not be whole. */
export const studentTail = (t: number, degreesOfFreedom: number): number =>
  betaCdf(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2;
