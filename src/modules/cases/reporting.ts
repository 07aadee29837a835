// A voice becomes a case, or joins one: from the resident's words to the number on the receipt.

import { attachToCase } from '#modules/attachments/actions.ts';
import { locate } from '#modules/grids/locate.ts';
import type { Located } from '#modules/grids/locate.ts';
import { holdsAnywhere } from '#permissions';
import { findPlaceByCode } from '#modules/places/place-by-code.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import type { Safe } from '#platform/vault.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { dangerWordsIn } from '#shared/chinese.ts';
import { isDutyPhone, isLandline, isMobilePhone, normalisePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { redact } from '#shared/redaction.ts';
import { addMinutes } from '#shared/time.ts';
import { say } from '#shared/words/say.ts';
import { dueAt } from '#shared/working-time.ts';

import { gatherAround } from './actions.ts';
import type { Channel, Receipt, ReportInput } from './contract-reports.ts';
import type { AboutFacts, ClassRules } from './facts.ts';
import { queryCode, reportLinkToken } from './links.ts';
import { nextNumber } from './numbers.ts';
import { report } from './rules.ts';
import { actorFacts, getClass, notFound } from './situation.ts';
import type { Around } from './situation.ts';
import { appendHistory, findCaseRow, giveAccess, insertCase, insertText, lockCaseRow } from './store.ts';
import type { CaseRow } from './store.ts';
import { changeReportCount, insertReport, saveContact } from './store-reports.ts';
import { setTimer } from './timers.ts';

type ReceiptView = (typeof Receipt)['_zod']['input'];

const DAY_MINUTES = 1440;
const OLDEST_DAYS = 30;
/** What stands until somebody has listened or looked. */
const WITHOUT_WORDS = '（照片或录音，未写文字）';
const SUMMARY_CHARACTERS = 500;

/**
 * Saves a voice as a new case. Sent again with the same ids and content it answers the same receipt.
 *
 * @throws {Problem} `input-invalid`, `permission-missing` for 代录 without it, `id-taken`, `not-found` for an unknown code
 */
export async function reportCase(ctx: Context, input: ReportInput): Promise<ReceiptView> {
  checkWhen(ctx, input.at);
  const channel = channelOf(ctx, input);
  const contact = input.contact === undefined ? undefined : checkedContact(ctx, input.contact);
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    await once(ctx, input.id, input, async () => {
      await saveNewCase(ctx, { ...input, channel, contact }, around);
      return { caseId: input.id };
    });
    return receiptOf(ctx, input.id, input.reportId, around, input.words);
  });
}

export interface AnotherVoice {
  reportId: string;
  words?: string | undefined;
  channel: Channel;
  wantsSecrecy?: boolean | undefined;
  contact?: ReportInput['contact'];
}

/** Another voice about a case the actor sees. Without words it follows. */
export async function addReport(ctx: Context, caseId: string, input: AnotherVoice): Promise<ReceiptView> {
  const contact = input.contact === undefined ? undefined : checkedContact(ctx, input.contact);
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    await once(ctx, input.reportId, { caseId, ...input }, async () => {
      const row = await lockCaseRow(ctx.db, caseId);
      if (row === undefined) throw notFound();
      await elevated(ctx, 'saveMove', async () => {
        await saveVoice(ctx, around.safe, { ...input, caseId, contact, at: ctx.now, isForOther: true });
        await changeReportCount(ctx.db, caseId, 1);
        await appendHistory(ctx.db, newId(), {
          caseId, verb: 'report', at: ctx.now, accountId: ctx.actor.accountId, by: 'account', from: row.status as never,
          to: row.status as never, heldLevel: row.held_level as never, workOrderId: null, organisationId: null,
          codes: { channel: input.channel, reportId: input.reportId },
        }, { linkId: null, role: null, recordedAt: ctx.now }); // prettier-ignore
        await ctx.announce({ name: 'case.reported', caseId, reportId: input.reportId, channel: input.channel, kind: row.kind, path: row.path, secrecy: row.secrecy as never });
      });
      return { caseId };
    });
    return receiptOf(ctx, caseId, input.reportId, around, input.words);
  });
}

type Checked = Omit<ReportInput, 'contact' | 'channel'> & { channel: Channel; contact: CheckedContact | undefined };

async function saveNewCase(ctx: TransactionContext, input: Checked, around: Around): Promise<void> {
  const actor = await actorFacts(ctx, input.id, around.directory);
  await elevated(ctx, 'report', async () => {
    const { db } = ctx;
    const where = await whereIs(ctx, input);
    const rules = input.classCode === undefined ? undefined : await getClass(ctx, input.classCode);
    const kind = input.kind ?? 'problem';
    const about = input.about === undefined ? undefined : await aboutFacts(ctx, input.about, around);
    if (kind === 'complaint' && about === undefined && ctx.actor.kind === 'account') {
      throw problem('input-invalid', 'A complaint says whom it is about', { errors: [{ pointer: '/about', in: 'body', detail: 'is needed for a complaint' }] });
    }
    const { after, history } = report(
      {
        id: input.id,
        kind,
        wantsSecrecy: input.wantsSecrecy ?? false,
        path: where.path,
        heldLevel: heldLevelOf(ctx, where),
        isForOther: ctx.actor.kind === 'account' && input.isForOther === true,
        ...(about === undefined ? {} : { about }),
        ...(rules === undefined ? {} : { class: rules }),
      },
      actor,
      ctx.now,
    );
    const row: Omit<CaseRow, 'version'> = {
      ...placeColumns(where),
      id: input.id,
      number: await nextNumber(ctx),
      kind: after.kind,
      class_code: after.classCode,
      class_confirmed: false,
      secrecy: after.secrecy,
      is_urgent: isUrgent(input.words, rules),
      summary: summaryOf(input.words),
      status: after.status,
      held_level: after.heldLevel,
      path: after.path,
      place_words: input.placeWords ?? where.placeName,
      about_account_id: after.aboutAccountId,
      about_organisation_id: after.aboutOrganisationId,
      report_count: 1,
      reported_at: input.at ?? ctx.now,
      closed_at: after.closedAt,
      ...NOTHING_YET,
    };
    await insertCase(db, row);
    await saveVoice(ctx, around.safe, { ...input, caseId: input.id, at: input.at ?? ctx.now, isForOther: input.isForOther ?? false });
    await appendHistory(db, newId(), { ...history, codes: { ...history.codes, channel: input.channel, reportId: input.reportId } }, {
      linkId: ctx.actor.linkId,
      role: ctx.actor.grants[0]?.role ?? null,
      recordedAt: ctx.now,
    });
    if (input.attachmentIds !== undefined) {
      await attachToCase(ctx, input.attachmentIds, { caseId: input.id, moveId: null, reportId: input.reportId });
    }
    if (after.closedAt !== null) {
      const lapsesAt = addMinutes(after.closedAt, around.settings.rateWithinDays * DAY_MINUTES);
      await setTimer(ctx, { kind: 'case.ratingLapse', subjectId: input.id, path: after.path, dueAt: lapsesAt });
    }
    await ctx.announce({ name: 'case.reported', caseId: input.id, reportId: input.reportId, channel: input.channel, kind: after.kind, path: after.path, secrecy: after.secrecy });
  });
}

interface Voice extends Pick<AnotherVoice, 'reportId' | 'words' | 'channel' | 'wantsSecrecy'> {
  caseId: string;
  contact: CheckedContact | undefined;
  at: string;
  isForOther: boolean;
}

async function saveVoice(ctx: TransactionContext, safe: Safe, voice: Voice): Promise<void> {
  const { db, actor } = ctx;
  const isOwn = actor.kind === 'account' && !voice.isForOther;
  await insertReport(db, {
    id: voice.reportId,
    case_id: voice.caseId,
    channel: voice.channel,
    reporter_id: isOwn ? actor.accountId : null,
    taken_by: isOwn ? null : actor.accountId,
    on_behalf: voice.isForOther,
    wants_secrecy: voice.wantsSecrecy ?? false,
    follows_only: voice.words === undefined,
    reported_at: voice.at,
    received_at: ctx.now,
  });
  if (isOwn && actor.accountId !== null) await giveAccess(db, voice.caseId, 'person', [actor.accountId], ctx.now);
  if (voice.words !== undefined) {
    await insertText(db, {
      id: newId(),
      caseId: voice.caseId,
      moveId: null,
      reportId: voice.reportId,
      audience: 'reporter',
      purpose: 'report',
      words: voice.words,
      writtenBy: actor.accountId,
      at: ctx.now,
    });
  }
  if (voice.contact !== undefined) await saveContact(db, sealedContact(safe, voice.reportId, voice.contact));
}

export interface CheckedContact {
  name: string | undefined;
  phone: string | undefined;
  address: string | undefined;
}

/** Sealed under the report's id: the values open nowhere else. */
export function sealedContact(safe: Safe, reportId: string, { name, phone, address }: CheckedContact) {
  const seal = (column: string, value: string | undefined) => (value === undefined ? null : safe.seal(`case_contacts.${column}.${reportId}`, value));
  return {
    report_id: reportId,
    name_cipher: seal('name', name),
    phone_cipher: seal('phone', phone),
    phone_index: phone === undefined ? null : safe.index('case_contacts.phone', phone),
    address_cipher: seal('address', address),
  };
}

/** @throws {Problem} `input-invalid` for what is no phone number */
export function checkedContact(ctx: Pick<Context, 'district'>, contact: NonNullable<ReportInput['contact']>): CheckedContact {
  const { name, address } = contact;
  if (contact.phone === undefined) return { name, phone: undefined, address };
  const phone = normalisePhone(contact.phone);
  const isPhone = phone !== undefined && (isMobilePhone(phone, { demo: ctx.district.isDemo }) || isLandline(phone) || isDutyPhone(phone));
  if (isPhone) return { name, phone, address };
  throw problem('input-invalid', 'Not a phone number', { errors: [{ pointer: '/contact/phone', in: 'body', detail: 'is not a mobile or landline number' }] });
}

interface Where extends Located {
  placeId: string | null;
  placeName: string | null;
}

async function whereIs(ctx: TransactionContext, { placeCode, place }: Checked): Promise<Where> {
  if (placeCode !== undefined) {
    const found = await findPlaceByCode(ctx, placeCode);
    if (found !== undefined && !(found.isRetired && place !== undefined)) return { ...found.located, placeId: found.id, placeName: found.name };
    if (place === undefined) throw problem('not-found', 'There is no such printed code in this district; send a point');
  }
  if (place === undefined) throw problem('input-invalid', 'No place', { errors: [{ pointer: '/place', in: 'body', detail: 'is needed' }] });
  return { ...(await locate(ctx, place)), placeId: null, placeName: null };
}

function placeColumns(where: Where) {
  return {
    street_id: where.streetId,
    community_id: where.communityId,
    grid_id: where.gridId,
    micro_grid_id: where.microGridId,
    place_id: where.placeId,
    longitude: where.longitude,
    latitude: where.latitude,
    source_crs: where.sourceCrs,
    source_longitude: where.sourceLongitude,
    source_latitude: where.sourceLatitude,
  };
}

const NOTHING_YET = {
  confirmation: null, verification: null, verifier_id: null, resolved_on_spot_by: null, resolved_level: null, reopened_at: null,
  reopen_count: 0, review: null, involved_account_ids: [], send_backs_asked: 0, send_backs_approved: 0, has_objected: false,
  is_drawn_for_sample: false, merged_into_id: null, status_before_merge: null, split_from_id: null, handed_down_due_at: null,
  due_at: null, adoption: null, referral: null, is_solved: null, manner_rating: null, rated_at: null,
}; // prettier-ignore

/** A micro-grid member's own voice is held by the micro-grid; everybody else's by the grid's worker. */
function heldLevelOf({ actor }: TransactionContext, where: Where): Located['heldLevel'] {
  if (where.heldLevel !== 'microGrid') return where.heldLevel;
  return actor.grants.some((grant) => grant.role === 'microGridMember' && where.path.startsWith(grant.path)) ? 'microGrid' : 'grid';
}

function isUrgent(words: string | undefined, rules: ClassRules | undefined): boolean {
  return (rules?.isEmergency ?? false) || dangerWordsIn(words ?? '').length > 0;
}

function summaryOf(words: string | undefined): string {
  return words === undefined ? WITHOUT_WORDS : [...redact(words)].slice(0, SUMMARY_CHARACTERS).join('');
}

function channelOf({ actor }: Context, input: ReportInput): Channel {
  const isStaff = actor.kind === 'account' && holdsAnywhere(actor, 'case.report');
  if (!isStaff && (input.channel !== undefined || input.classCode !== undefined)) {
    throw problem('permission-missing', 'Only staff name a channel or a class', { permission: 'case.report' });
  }
  if (input.channel !== undefined) return input.channel;
  if (!isStaff) return 'scan';
  const role = actor.grants[0]?.role;
  if (role === 'microGridMember') return 'microGridMember';
  return role === 'mobileReporter' ? 'mobileReporter' : 'gridWorker';
}

function checkWhen(ctx: Context, at: string | undefined): void {
  if (at === undefined) return;
  if (at <= addMinutes(ctx.now, 2) && at >= addMinutes(ctx.now, -OLDEST_DAYS * DAY_MINUTES)) return;
  throw problem('input-invalid', 'Not a moment in the last month', { errors: [{ pointer: '/at', in: 'body', detail: `must lie within ${OLDEST_DAYS} days before ${ctx.now}` }] });
}

/** Where the one complained about works: the path and level of the highest post, or the district for an organisation. */
async function aboutFacts(ctx: TransactionContext, about: NonNullable<ReportInput['about']>, around: Around): Promise<AboutFacts> {
  if (about.organisationId !== null) {
    const organisation = around.directory.find(about.organisationId);
    if (organisation === undefined) throw unknownAbout('/about/organisationId');
    return { ...about, path: organisation.path, level: levelOfPath(organisation.path) };
  }
  const posts = about.accountId === null ? [] : await ctx.db.selectFrom('posts').select('path').where('account_id', '=', about.accountId).where('ended_at', 'is', null).execute();
  const [highest] = posts.map(({ path }) => path).sort((one, other) => one.length - other.length);
  if (highest === undefined) throw unknownAbout('/about/accountId');
  return { ...about, path: highest, level: levelOfPath(highest) };
}

function unknownAbout(pointer: string) {
  return problem('input-invalid', 'Nobody here of that id', { errors: [{ pointer, in: 'body', detail: 'does not serve in this district' }] });
}

const LEVELS_BY_DEPTH = ['district', 'street', 'community', 'grid', 'microGrid'] as const;

function levelOfPath(path: string): AboutFacts['level'] {
  return LEVELS_BY_DEPTH[path.split('/').length - 3] ?? 'microGrid';
}

async function receiptOf(ctx: TransactionContext, caseId: string, reportId: string, around: Around, words: string | undefined): Promise<ReceiptView> {
  return elevated(ctx, 'report', async () => {
    const row = await findCaseRow(ctx.db, caseId);
    if (row === undefined) throw notFound();
    return {
      id: caseId,
      reportId,
      number: row.number,
      groupedNumber: groupCaseNumber(row.number),
      queryCode: queryCode(around.safe, reportId),
      link: await reportLinkToken(ctx, around.safe, caseId, reportId),
      sentence: say('zh-CN', row.status === 'closed' ? 'case.trace.thanked' : 'case.trace.collected'),
      isUrgent: row.is_urgent,
      dangerWords: dangerWordsIn(words ?? ''),
      seenBy: row.is_urgent ? addMinutes(ctx.now, 30) : dueAt(ctx.now, around.settings.firstLookWithin, around.settings.calendar),
    };
  });
}
