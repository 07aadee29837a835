/** Words on screen in English; the keys are those of the Chinese table. */
import type { zhCN } from './zh-CN.ts';

export const en: Record<keyof typeof zhCN, string> = {
  'case.trace.collected': 'Received; the grid worker will have a look first',
  'case.trace.collectedOutside':
    'Received; the place lies outside this district, so the grid centre will check it first',
  'case.trace.confirming': 'Grid worker {gridWorker} is on the way to have a look',
  'case.trace.confirmed': 'Grid worker {gridWorker} has been there to have a look',
  'case.trace.filed': 'Accepted',
  'case.trace.dispatched': 'Passed to {organisation}',
  'case.trace.handling': '{organisation} is working on it',
  'case.trace.feedback': '{organisation} says it is done; somebody will check on site',
  'case.trace.feedbackUnchecked': '{organisation} says it is done; waiting for you or the person concerned to confirm',
  'case.trace.verifying': 'A grid worker is checking on site',
  'case.trace.askedReporter':
    'Nobody could check on site yet. Please look whether it is solved, and say so under “Add something”',
  'case.trace.closed': 'Done; please see whether it is solved',
  'case.trace.closedQuietly': 'Done; thank you',
  'case.trace.answered': 'Answered',
  'case.trace.thanked': 'Thank you; passed on to the person and the lead',
  'case.trace.evaluated': 'You have rated it; thank you',
  'case.trace.ratingAnswered': '{organisation} has answered your rating',
  'case.trace.ratingAnsweredHere': 'Your rating has been answered',
  'case.trace.rejected': 'This is not ours to handle; you can turn to: {referral}',
  'case.trace.merged': 'Handled together with another report of the same thing',
  'case.trace.extended': '{organisation} needs more time, until {until}',
  'case.trace.suspended': 'It cannot be done for now; it will be looked at again by {until}',
  'case.trace.sendBackAsked': '{organisation} says it is not theirs; it is being rearranged',
  'case.trace.arbitration': 'Several organisations say it is not theirs; the district settles it',
  'case.trace.sentBackAgreed': 'What {organisation} said was accepted; it is being rearranged',
  'case.trace.sendBackRefused': 'After a look it stays with {organisation}',
  'case.trace.arbitrated': 'The district has settled that {organisation} does it',
  'case.trace.coHandler': '{organisation} takes part',
  'case.trace.rework': 'It was not done when checked; it has to be done again',
  'case.trace.reopened': 'You said it is not solved; work has started again',
  'case.trace.communityCall': 'You said it is not solved; the community will call you',
  'case.trace.neverInvolved': 'You said it is not solved; somebody who was not involved will look again',
  'case.trace.communityCallByRecheck': 'Checked again, it is not solved; the community will call you',
  'case.trace.neverInvolvedByRecheck': 'Checked again, it is not solved; somebody who was not involved will look again',
  'case.trace.resolvedOnSpot': 'The grid worker settled it on the spot',
  'case.trace.withdrawn': 'You have withdrawn it',
  'case.trace.cancelled': 'After a look, this is not pursued further',
  'message.toldClosed':
    '{district}: what you reported (number {number}) is done. Please see whether it is solved: {page}',
  'message.toldAnswered': '{district}: what you asked (number {number}) has been answered: {page}',
  'message.toldRejected':
    '{district}: what you reported (number {number}) is not ours to settle. Why, and whom to ask: {page}',
  'message.toldToLook':
    '{district}: what you reported (number {number}) is said to be done, but nobody could check on site yet. Please have a look and tell us: {page}',
};
