import { playPlan } from '../../shared/forecast/app/play-plan.ts';
import { planInput } from '../support/plan-input.ts';

/** `node forecast-play.ts LEADS`: plays a plan of six steps in a process of its own, and prints its figures as JSON. */
const leads = Number(process.argv[2]);
const input = planInput({
  leads,
  steps: 6,
  bounce: 0.005,
  zones: ['America/New_York', 'Europe/Berlin', 'none'],
  domain: { targetPerDay: 4_000, tier: 'prewarmed' },
});
const began = process.cpuUsage();
const plan = playPlan(input);
const { user, system } = process.cpuUsage(began);
console.log(
  JSON.stringify({
    messages: plan.bySteps.reduce((sum, sent) => sum + sent, 0),
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
