import * as z from 'zod';

const rate = z.number().min(0).max(1);
const minutes = z.number().min(0);

/**
 * How simulated recipients behave: the share of mails for which each thing happens. The defaults are in the range
 * that reactivation mail to an old list of business contacts meets.
 */
export const peopleProfile = z
  .object({
    /** What is neither delivered nor bounced vanishes without an event. */
    deliver: rate.default(0.96),
    /** Share of addresses (not of mails) that do not exist. */
    hardBounce: rate.default(0.02),
    softBounce: rate.default(0.02),
    complain: rate.default(0.0001),
    open: rate.default(0.35),
    /** Opens by a mail provider's prefetch, which say nothing of a person. */
    machineOpen: rate.default(0.15),
    /** Share of addresses (not of mails) whose mail a security scanner reads first: it follows every link within seconds. */
    scan: rate.default(0.05),
    click: rate.default(0.05),
    /** Clicks on a booking link, where the mail has one; on a page of this machine they take the first free time. */
    book: rate.default(0.005),
    reply: rate.default(0.03),
    outOfOffice: rate.default(0.02),
    /** Shares of people (not of mails) whose calendar answers an invitation so; the others leave it. */
    invitations: z
      .object({
        accept: rate.default(0.5),
        decline: rate.default(0.2),
        tentative: rate.default(0.1),
        /** They propose the same time a day later. */
        counter: rate.default(0.05),
      })
      .prefault({}),
    unsubscribe: rate.default(0.006),
    /** Share of those who unsubscribe that do it by mail where the mail offers both ways. */
    unsubscribeByMail: rate.default(0.2),
    /** What they buy, which is asked for (`POST /_local/people/purchases`) and not told: Rex learns of it from order files. */
    buy: z
      .object({
        /** Share of people who buy within 30 days by themselves, written to or not. */
        within30Days: rate.default(0.02),
        /** Share of opened mails that lead to a purchase which would not have been made otherwise. */
        perOpen: rate.default(0.02),
      })
      .prefault({}),
    /** Mean delays on the virtual clock; each person's own follows an exponential distribution. */
    delays: z
      .object({
        openMinutes: minutes.default(240),
        clickMinutes: minutes.default(5),
        replyMinutes: minutes.default(600),
        outOfOfficeMinutes: minutes.default(2),
        unsubscribeMinutes: minutes.default(300),
        complainMinutes: minutes.default(720),
        buyMinutes: minutes.default(1440),
      })
      .prefault({}),
  })
  .strict();
export type PeopleProfile = z.infer<typeof peopleProfile>;
export type PeopleProfileInput = z.input<typeof peopleProfile>;
