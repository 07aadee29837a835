// The reasons the desk offers for each act that asks for one, by code; words stand beside the other words.

import { EXTENSION_REASONS, SUSPENSION_REASONS } from '#modules/cases/facts.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

export const REASONS: Readonly<Partial<Record<MoveVerb, readonly string[]>>> = {
  confirm: ['nothingThere', 'alreadySolved', 'reportedByMistake'],
  reject: ['notOurs', 'nothingThere', 'toldTwice'],
  cancel: ['nothingThere', 'alreadySolved', 'toldTwice', 'reportedByMistake', 'reporterAsked'],
  withdraw: ['reporterAsked', 'alreadySolved'],
  escalate: ['persuaded', 'askedProperty', 'beyondPowers', 'needsSeveral'],
  redispatch: ['wrongOrganisation', 'ownerFound', 'noCapacity'],
  releaseCoHandler: ['notNeeded', 'wrongOrganisation'],
  askExtension: EXTENSION_REASONS,
  askSuspension: SUSPENSION_REASONS,
  refuseSendBack: ['itsOwnDuty', 'basisMissing', 'ownerFound'],
  returnToOrganisation: ['notRepaired', 'partlyRepaired', 'rubbishLeft'],
  // prettier-ignore
  verify: ['notRepaired', 'brokeAgain', 'partlyRepaired', 'rubbishLeft', 'nobodyHome', 'noEntry', 'dark', 'weather', 'askedReporter'],
  recheck: ['notRepaired', 'brokeAgain', 'partlyRepaired', 'rubbishLeft', 'nobodyHome', 'noEntry', 'dark', 'weather'],
  reopen: ['notRepaired', 'brokeAgain', 'partlyRepaired', 'rubbishLeft'],
};
