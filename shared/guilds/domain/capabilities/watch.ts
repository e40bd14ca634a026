import * as z from 'zod';
import { capability } from './capability.ts';

const SEVERITIES = ['critical', 'warning', 'info'] as const;

const boundSchema = z.strictObject({
  metric: z.string(),
  atMost: z.number().optional(),
  atLeast: z.number().optional(),
  severity: z.enum(SEVERITIES),
  advice: z.string(),
});

const breaks = (value: number, { atMost, atLeast }: z.infer<typeof boundSchema>): boolean =>
  (atMost !== undefined && value > atMost) || (atLeast !== undefined && value < atLeast);

export const watch = capability({
  name: 'watch',
  does: 'Compares numbers of the workspace with bounds, and says which are passed.',
  input: z.strictObject({}),
  config: z.strictObject({ bounds: z.array(boundSchema).min(1) }),
  output: z.object({
    findings: z.array(
      z.object({
        metric: z.string(),
        value: z.number(),
        says: z.string(),
        severity: z.enum(SEVERITIES),
        advice: z.string(),
      }),
    ),
    within: z.array(z.string()).describe('Metrics within their bounds'),
    unknown: z.array(z.string()).describe('Metrics of which there is no number yet'),
  }),
  byRule(_input, { bounds }, { facts }) {
    const of = bounds.map((bound) => ({ bound, fact: facts.find(({ id }) => id === bound.metric) }));
    const seen = of.flatMap(({ bound, fact }) => {
      const value = fact?.value ?? null;
      return fact && value !== null
        ? [{ bound, value, says: fact.says, isBroken: breaks(value, bound) }]
        : [];
    });
    const known = new Set(seen.map(({ bound }) => bound.metric));
    return {
      findings: seen
        .filter(({ isBroken }) => isBroken)
        .map(({ bound: { metric, severity, advice }, value, says }) => ({
          metric,
          value,
          says,
          severity,
          advice,
        }))
        .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
      within: seen.filter(({ isBroken }) => !isBroken).map(({ bound }) => bound.metric),
      unknown: [...new Set(bounds.map(({ metric }) => metric).filter((metric) => !known.has(metric)))],
    };
  },
});
