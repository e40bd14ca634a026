import { findAddresses } from './addresses.ts';
import { type Finding, withoutOverlaps } from './finding.ts';
import { findNames, type NameReader } from './names.ts';
import { findCards, findIbans, findIps, findNationalIds, findPhoneLike, findPhones } from './numbers.ts';
import { findCalledNames, findDates, findEmails, findUrls } from './text.ts';

/** The most reliable detectors first: those with a check digit or a unique form come before those by appearance. */
const DETECTORS = [findEmails, findIbans, findCards, findNationalIds, findIps, findUrls, findDates];

/** Personal data in a text, in order and without overlaps. */
export const detectPii = (text: string, reader?: NameReader): Finding[] =>
  withoutOverlaps([
    ...DETECTORS.map((detector) => detector(text)),
    findPhones(text),
    findAddresses(reader)(text),
    findPhoneLike(text),
    findCalledNames(text),
    ...(reader ? [findNames(reader)(text)] : []),
  ]);
