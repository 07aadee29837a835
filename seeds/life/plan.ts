// Turns voices into steps: who does what to which case at which moment, all before now.

import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import { catalogueOf } from '../catalogue.ts';
import type { SeedDistrict } from '../ground.ts';
import { makeNameGenerator } from '../names.ts';
import { demoPhone, idOf, makeRandom } from '../random.ts';
import { calendarAround, lastWorkingDay } from './days.ts';
import { fill } from './filling.ts';
import { handsOf } from './hands.ts';
import type { Hands, Spot } from './hands.ts';
import { LIVES } from './lives.ts';
import type { LifeName } from './lives.ts';
import type { Act } from './acts.ts';
import { momentsOf } from './moments.ts';
import { ratingOf } from './ratings.ts';
import type { Desk, Doer, Moved, Said, Step } from './step.ts';
import type { Told } from './voice.ts';

/** Everything up to now, in the order in which it happened. */
export function planOf(district: SeedDistrict, told: readonly Told[], now: Instant): Step[] {
  const calendar = calendarAround(now);
  const desk: Desk = {
    district,
    hands: handsOf(district),
    classes: new Map(catalogueOf(district.key as 'yunting' | 'chengan').map((row) => [row.code, row])),
    names: makeNameGenerator(`reporters ${district.key}`),
    calendar,
    last: lastWorkingDay(now, calendar),
    now,
  };
  const begins = new Map<string, Instant>();
  const own = told.filter(({ more }) => more.joins === undefined);
  const joining = told.filter(({ more }) => more.joins !== undefined);
  const steps = [...own, ...joining].flatMap((voice) => {
    const life = lifeOf(desk, voice, begins);
    begins.set(voice.key, life[0]?.at ?? now);
    return life;
  });
  return steps.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}

const CLOSED_BY_WORD: readonly LifeName[] = ['praise', 'refused', 'objected', 'notTrue', 'withdrawn', 'joined'];
/** Not pressed together towards now, and not over all the same. */
const STILL_OPEN: readonly LifeName[] = ['toSettle', 'suspended'];

function lifeOf(desk: Desk, voice: Told, begins: ReadonlyMap<string, Instant>): Step[] {
  const random = makeRandom(`life ${voice.districtKey} ${voice.key}`);
  const spot = desk.hands.spot(voice.place);
  const acts = actsOf(desk, voice);
  const moments = momentsOf(desk, voice, acts, begins, random);
  const caseId = idOf('case', desk.district.key, voice.key);
  const said = report(desk, voice, spot, caseId, moments[0] ?? desk.now);
  let orders = 0;
  let orderedAt = desk.now;
  const moves = acts.map((act, at): Step => {
    const moment = moments[at + 1] ?? desk.now;
    if (act.order === 'new') {
      orders += 1;
      orderedAt = moment;
    }
    const orderId = idOf('order', desk.district.key, `${voice.key} ${orders}`);
    const nth = acts.slice(0, at).filter(({ verb }) => verb === act.verb).length;
    return moveOf(desk, voice, { act, spot, caseId, orderId, orderedAt, nth, at: moment, name: `${voice.key} ${at}` });
  });
  const steps = [said, ...moves];
  const isOpen = voice.more.minutesAgo !== undefined || STILL_OPEN.includes(voice.life);
  const isOver = !isOpen && !CLOSED_BY_WORD.includes(voice.life);
  const rating = isOver ? ratingOf(voice, random) : undefined;
  const rated = rating === undefined ? undefined : addMinutes(moments.at(-1) ?? desk.now, rating.afterMinutes);
  if (rating === undefined || rated === undefined || rated >= desk.now) return steps;
  const { afterMinutes: _, ...body } = rating;
  const moveId = idOf('move', desk.district.key, `${voice.key} rating`);
  return [
    ...steps,
    { what: 'move', at: rated, key: voice.key, caseId, by: { kind: 'reporter' }, verb: 'evaluate', moveId, body },
    ...answerTo(desk, voice, { spot, caseId, rated }),
  ];
}

const ANSWERED_AFTER_MINUTES = 190;

function answerTo(
  { hands, district, now }: Desk,
  { key, what, more }: Told,
  { spot, caseId, rated }: { spot: Spot; caseId: string; rated: Instant },
): Moved[] {
  const at = addMinutes(rated, ANSWERED_AFTER_MINUTES);
  if (more.answer === undefined || at >= now) return [];
  // An organisation without accounts answers by its community: the link of a done order opens nothing more.
  const { id } =
    hands.receiver(hands.organisationFor(what, spot, more.organisation)) ?? hands.person('community', spot);
  const moveId = idOf('move', district.key, `${key} answer`);
  const head = { at, key, caseId, by: { kind: 'account', accountId: id } } as const;
  return [{ what: 'move', ...head, verb: 'answerRating', moveId, body: { words: more.answer } }];
}

/** A minor class is closed by a passed verification: nobody closes it again. */
function actsOf({ classes }: Desk, { life, what }: Told): readonly Act[] {
  const acts: readonly Act[] = LIVES[life];
  const isMinor = classes.get(what)?.isMinor === true && acts.some(({ verb }) => verb === 'verify');
  return isMinor ? acts.filter(({ verb }) => verb !== 'close') : acts;
}

function report(desk: Desk, voice: Told, spot: Spot, caseId: string, at: Instant): Said {
  const { channel, more, words, key } = voice;
  const { hands, district, names } = desk;
  const isOwn = ['gridWorker', 'microGridMember', 'mobileReporter', 'videoDevice'].includes(channel);
  const birthYear = 1945 + makeRandom(`age ${key}`).between(0, 58);
  const contact = more.leavesPhone
    ? {
        name: more.reporter ?? names.next(birthYear, birthYear % 2 === 0 ? 'female' : 'male'),
        phone: demoPhone(`reporter ${district.key} ${key}`),
      }
    : undefined;
  const isClass = desk.classes.has(voice.what);
  const by = teller(hands, voice, spot);
  const placeWords = more.placeWords ?? ('placeWords' in spot.said ? spot.said.placeWords : undefined);
  return {
    what: 'report',
    at,
    key,
    caseId,
    by,
    ...pictureOf(desk, voice, undefined),
    input: {
      id: caseId,
      reportId: idOf('report', district.key, key),
      words,
      ...spot.said,
      ...(placeWords === undefined ? {} : { placeWords }),
      ...(contact === undefined ? {} : { contact }),
      ...(more.wantsSecrecy === undefined ? {} : { wantsSecrecy: true }),
      ...(by.kind === 'anonymous' ? {} : { channel: channel as Exclude<Told['channel'], 'scan'> }),
      ...(by.kind === 'anonymous' || isOwn ? {} : { isForOther: true }),
      ...(by.kind === 'account' && isClass ? { classCode: voice.what } : {}),
    },
  };
}

function teller(hands: Hands, { channel }: Told, spot: Spot): Doer {
  const account = (id: string): Doer => ({ kind: 'account', accountId: id });
  switch (channel) {
    case 'scan':
      return { kind: 'anonymous' };
    case 'phone':
    case 'visit':
      return account(hands.person('community', spot).id);
    case 'chatGroup':
    case 'gridWorker':
      return account(hands.person('worker', spot).id);
    case 'microGridMember':
      return account(hands.member(spot).id);
    case 'mobileReporter':
      return account(hands.personCalled('maxiaochuan').id);
    case 'hotline12345':
    case 'videoDevice':
    case 'interface':
      return account(hands.person('street', spot).id);
    case 'superior':
      return account(hands.person('district', spot).id);
  }
}

interface Making {
  readonly act: Act;
  readonly spot: Spot;
  readonly caseId: string;
  readonly orderId: string;
  readonly orderedAt: Instant;
  readonly nth: number;
  readonly at: Instant;
  readonly name: string;
}

function moveOf(desk: Desk, voice: Told, { act, spot, caseId, orderId, orderedAt, nth, at, name }: Making): Moved {
  const { hands, district } = desk;
  const { more, what, key } = voice;
  const isClass = desk.classes.has(what);
  const organisationId = () => hands.organisationFor(what, spot, more.organisation);
  const otherOrganisationId = () => hands.organisationFor(what, spot, more.otherOrganisation);
  const asked = act.by === 'other' ? otherOrganisationId : organisationId;
  const by = doer(hands, act, spot, isClass || more.organisation !== undefined ? asked : undefined, orderId);
  const filled = Object.assign(
    {},
    ...act.slots.map((slot) =>
      fill(desk, voice, slot, { act, at, spot, organisationId, otherOrganisationId, orderedAt, nth }),
    ),
  );
  return {
    what: 'move',
    at,
    key,
    caseId,
    by,
    verb: act.verb,
    moveId: idOf('move', district.key, name),
    ...(act.showsAfter === true ? pictureOf(desk, voice, name) : {}),
    body: {
      ...act.fields,
      ...(act.namesClass && isClass ? { classCode: what } : {}),
      ...(act.order === 'new' ? { newWorkOrderId: orderId } : {}),
      ...(act.order === 'last' ? { workOrderId: orderId } : {}),
      ...(act.verb === 'merge' ? { targetId: idOf('case', district.key, more.joins ?? '') } : {}),
      ...(act.verb === 'classify' && act.fields.kind === 'complaint'
        ? { about: hands.aboutFor(more.about ?? '') }
        : {}),
      ...filled,
    },
  };
}

function doer(
  hands: Hands,
  { by }: Act,
  spot: Spot,
  organisationId: (() => string) | undefined,
  orderId: string,
): Doer {
  if (by === 'reporter') return { kind: 'reporter' };
  if (by === 'organisation' || by === 'other' || by === 'crew') {
    const id = organisationId?.() ?? '';
    const person = by === 'crew' ? hands.crewOf(id)?.person : hands.receiver(id);
    return person === undefined ? { kind: 'orderLink', orderId } : { kind: 'account', accountId: person.id };
  }
  return { kind: 'account', accountId: hands.person(by, spot).id };
}

/** @param moveName of the move that shows what it looks like afterwards */
function pictureOf({ district }: Desk, { key, more }: Told, moveName: string | undefined): Pick<Step, 'picture'> {
  if (more.picture === undefined) return {};
  const id = idOf('picture', district.key, moveName ?? key);
  // Before and after are seen in the same light.
  const light = makeRandom(`light ${key}`).pick(['', '2', '3']);
  return { picture: { id, file: `${more.picture}${light}-${moveName === undefined ? 'before' : 'after'}` } };
}
