// The form of every act, read from the contract of its move: which fields, which are asked for, and how each is filled in.

import type { z } from 'zod';

import { SEVERITIES } from '#modules/catalogue/rules.ts';
import { KINDS, LEVELS, isBelow } from '#modules/cases/kinds.ts';
import { MOVES } from '#modules/cases/moves/contract-moves.ts';
import { CASE_KINDS } from '#modules/cases/kinds.ts';
import { EVIDENCE_KINDS, SEND_BACK_BASES, SEND_BACK_REASONS } from '#modules/cases/facts.ts';
import { transition } from '#modules/cases/moves/transitions.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import { newId } from '#shared/ids.ts';

import type { CasePage, OrderSeen } from './case-words.ts';
import { codeWords, kindWords } from './case-words.ts';
import { say as sayReturns } from '../returns/say.ts';
import { REASONS } from './reasons.ts';

export type Control =
  | 'words'
  | 'line'
  | 'choice'
  | 'checks'
  | 'moment'
  | 'told'
  | 'flag'
  | 'pictures'
  | 'order'
  | 'organisation'
  | 'colleague'
  | 'verifier'
  | 'owner'
  | 'referral'
  | 'class'
  | 'place'
  | 'about'
  | 'target';

/** In the order a person thinks: what and where, whom, why, then words and pictures. Fields not named here are not typed. */
const CONTROLS = {
  workOrderId: 'order',
  outcome: 'choice',
  channel: 'choice',
  contactOutcome: 'choice',
  kind: 'choice',
  about: 'about',
  classCode: 'class',
  severity: 'choice',
  summary: 'line',
  place: 'place',
  placeWords: 'line',
  organisationId: 'organisation',
  assignedToAccountId: 'colleague',
  verifierAccountId: 'verifier',
  ownerAccountId: 'owner',
  targetId: 'target',
  level: 'choice',
  referral: 'referral',
  sendBackReason: 'choice',
  basis: 'choice',
  reason: 'choice',
  adoption: 'choice',
  dueAt: 'moment',
  innerDueAt: 'moment',
  evidence: 'checks',
  words: 'words',
  endsStages: 'flag',
  phonedAt: 'told',
  attachmentIds: 'pictures',
} as const satisfies Record<string, Control>;
export type FieldName = keyof typeof CONTROLS;

/** Made here, never typed. */
const MADE = ['newWorkOrderId', 'newCaseId'] as const;
/** Its colleague's organisation goes with the colleague. */
const NOT_TYPED: Readonly<Partial<Record<MoveVerb, readonly FieldName[]>>> = { assign: ['organisationId'] };

export interface FormField {
  readonly name: FieldName;
  readonly control: Control;
  readonly isAsked: boolean;
}

type Asked = Pick<CasePage, 'kind' | 'classCode'> & Partial<Pick<CasePage, 'orders'>>;

export function fieldsOf(verb: MoveVerb, page: Asked): FormField[] {
  const shape = shapeOf(verb);
  return (Object.keys(CONTROLS) as FieldName[])
    .filter((name) => name in shape && !(NOT_TYPED[verb] ?? []).includes(name))
    .filter((name) => (name === 'about' ? page.kind === 'complaint' || verb === 'classify' : true))
    .filter((name) => (name === 'adoption' ? page.kind === 'suggestion' : true))
    .filter((name) => (name === 'endsStages' ? (page.orders ?? []).some(hasStagesToCome) : true))
    .map((name) => ({ name, control: CONTROLS[name], isAsked: isAsked(verb, name, page) }));
}

function hasStagesToCome({ stage }: OrderSeen): boolean {
  return stage !== null && stage.number < stage.count;
}

function isAsked(verb: MoveVerb, name: FieldName, { kind, classCode }: Pick<CasePage, 'kind' | 'classCode'>): boolean {
  // Sending out needs a class; where none is settled yet the act settles it.
  if (name === 'classCode' && classCode === null && transition(verb).guards.includes('classSettled')) return true;
  if (name === 'adoption') return kind === 'suggestion';
  return shapeOf(verb)[name]?.safeParse(undefined).success === false;
}

/** Ids the sender makes for what the act brings about. */
export function madeFor(verb: MoveVerb): Record<string, string> {
  const shape = shapeOf(verb);
  return Object.fromEntries(MADE.filter((name) => name in shape).map((name) => [name, newId()]));
}

function shapeOf(verb: MoveVerb): Readonly<Record<string, z.ZodType>> {
  return (MOVES[verb].input as unknown as z.ZodObject).shape as unknown as Record<string, z.ZodType>;
}

export interface Option {
  readonly value: string;
  readonly words: string;
}

/** What may be chosen in a field of codes. */
export function optionsOf(verb: MoveVerb, name: FieldName, page: CasePage): Option[] {
  const of = (group: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, words: codeWords(group, value) }));
  switch (name) {
    case 'outcome':
      return of('outcome', verb === 'confirm' ? ['underWay', 'true', 'notTrue'] : ['solved', 'notSolved', 'notNow']);
    case 'reason':
      return of('reason', REASONS[verb] ?? []);
    case 'sendBackReason':
      return of('sendBackReason', SEND_BACK_REASONS);
    case 'basis':
      return SEND_BACK_BASES.map((value) => ({ value, words: sayReturns(`basis.${value}`) }));
    case 'severity':
      return of('severity', SEVERITIES);
    case 'evidence':
      return of('evidence', EVIDENCE_KINDS);
    case 'adoption':
      return of('adoption', ['adopted', 'partlyAdopted', 'notNow']);
    case 'channel':
      return of('contactBy', ['phone', 'visit', 'message']);
    case 'contactOutcome':
      return of('contactOutcome', ['reached', 'noAnswer', 'wrongNumber', 'anonymous']);
    case 'level':
      return of(
        'level',
        LEVELS.filter((level) => isBelow(level, page.heldLevel)),
      );
    case 'kind':
      return CASE_KINDS.filter((kind) => KINDS[kind].endsBy !== 'report').map((value) => ({
        value,
        words: kindWords(value),
      }));
    default:
      return [];
  }
}

/** The orders this act can be about. */
export function ordersFor(verb: MoveVerb, orders: readonly OrderSeen[]): OrderSeen[] {
  const { order: statuses, guards } = transition(verb);
  return orders.filter(
    ({ status, role }) =>
      (statuses ?? []).includes(status) && (!guards.includes('orderOfCoHandler') || role === 'coHandler'),
  );
}
