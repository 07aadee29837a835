// A voice becomes a case, or joins one: from the resident's words to the number on the receipt.

import { attachToCase } from '#modules/attachments/actions.ts';
import type { Located } from '#modules/grids/locate.ts';
import { holdsAnywhere } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { paceOf } from '#platform/pace.ts';
import { dangerWordsIn } from '#shared/chinese.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes, dayOf } from '#shared/time.ts';

import { aboutFacts } from './about.ts';
import { gatherAround } from '../actions.ts';
import { checkedContact, protectedWords } from './contacts.ts';
import type { CheckedContact } from './contacts.ts';
import type { Channel, ReportInput } from './contract-reports.ts';
import type { ClassRules } from '../facts.ts';
import { placeColumns, whereIs } from './report-place.ts';
import type { Where } from './report-place.ts';
import { receiptOf } from './receipt.ts';
import type { ReceiptView } from './receipt.ts';
import { report } from '../rules.ts';
import { actorFacts, getClass } from '../moves/situation.ts';
import type { Around } from '../moves/situation.ts';
import { insertCase } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { appendHistory } from '../store-history.ts';
import { contentOf, saveVoice } from './voices.ts';

/** A burst main makes a whole street report at once, through one gateway of a carrier. */
const pace = paceOf({ most: 60, minutes: 1 });

const DAY_MINUTES = 1440;
const OLDEST_DAYS = 30;
/** What stands until somebody has listened or looked. */
const WITHOUT_WORDS = '（照片或录音，未写文字）';
const SUMMARY_CHARACTERS = 500;

/**
 * Saves a voice as a new case. Sent again with the same ids and content it answers the same receipt.
 *
 * @throws {Problem} `input-invalid`, `permission-missing` for 代录 without it, `id-taken`, `not-found` for an unknown code,
 * `too-many-tries`
 */
export async function reportCase(ctx: Context, input: ReportInput, address?: string): Promise<ReceiptView> {
  if (address !== undefined && ctx.actor.kind === 'anonymous') pace.check(ctx, address);
  checkWhen(ctx, input.at);
  checkSecret(ctx, input);
  const channel = channelOf(ctx, input);
  const contact = input.contact === undefined ? undefined : checkedContact(ctx, input.contact);
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    await once(
      ctx,
      input.id,
      contentOf(around.safe, input),
      async (where) => {
        await saveNewCase(ctx, { ...input, channel, contact, where }, around);
        return { caseId: input.id };
      },
      () => elevated(ctx, 'report', () => whereIs(ctx, input)),
    );
    return receiptOf(ctx, { caseId: input.id, reportId: input.reportId, words: input.words }, around);
  });
}

/**
 * Staff read what was reported, its ids included. Without a secret of the sender's they could send it again and be handed the
 * reporter's own link.
 */
function checkSecret({ actor }: Context, { secret }: ReportInput): void {
  if (actor.kind === 'account' || secret !== undefined) return;
  throw problem('input-invalid', 'Whoever is not signed in sends a secret of its own making', {
    errors: [{ pointer: '/secret', in: 'body', detail: 'is needed: 22 to 100 random letters, digits, - or _' }],
  });
}

type Checked = Omit<ReportInput, 'contact' | 'channel'> & {
  channel: Channel;
  contact: CheckedContact | undefined;
  where: Where;
};

async function saveNewCase(ctx: TransactionContext, input: Checked, around: Around): Promise<void> {
  // Nobody has a voice in it yet.
  const actor = actorFacts(ctx, false, around.directory);
  await elevated(ctx, 'report', async () => {
    const { db } = ctx;
    const { where } = input;
    const rules = input.classCode === undefined ? undefined : await getClass(ctx, input.classCode);
    const kind = input.kind ?? 'problem';
    const about = input.about === undefined ? undefined : await aboutFacts(ctx, input.about, around.directory);
    if (kind === 'complaint' && about === undefined && ctx.actor.kind === 'account') {
      throw problem('input-invalid', 'A complaint says whom it is about', {
        errors: [{ pointer: '/about', in: 'body', detail: 'is needed for a complaint' }],
      });
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
    const row: Omit<CaseRow, 'version' | 'number'> = {
      ...placeColumns(where),
      id: input.id,
      kind: after.kind,
      class_code: after.classCode,
      class_version: null,
      severity: null,
      class_confirmed: false,
      secrecy: after.secrecy,
      is_urgent: isUrgent(input.words, rules),
      summary: summaryOf(input.words, input.contact),
      status: after.status,
      held_level: after.heldLevel,
      path: after.path,
      place_words: input.placeWords === undefined ? where.placeName : protectedWords(input.placeWords, input.contact),
      about_account_id: after.aboutAccountId,
      about_organisation_id: after.aboutOrganisationId,
      report_count: 1,
      reported_at: input.at ?? ctx.now,
      closed_at: after.closedAt,
      ...NOTHING_YET,
    };
    insertCase(db, row, dayOf(ctx.now, ctx.district.timeZone));
    await saveVoice(ctx, around.safe, {
      ...input,
      caseId: input.id,
      at: input.at ?? ctx.now,
      isForOther: input.isForOther ?? false,
    });
    appendHistory(
      db,
      newId(),
      { ...history, codes: { ...history.codes, channel: input.channel, reportId: input.reportId } },
      {
        linkId: ctx.actor.linkId,
        role: ctx.actor.grants[0]?.role ?? null,
        recordedAt: ctx.now,
      },
    );
    if (input.attachmentIds !== undefined) {
      await attachToCase(ctx, input.attachmentIds, { caseId: input.id, moveId: null, reportId: input.reportId });
    }
    await ctx.announce({
      name: 'case.reported',
      caseId: input.id,
      reportId: input.reportId,
      channel: input.channel,
      kind: after.kind,
      path: after.path,
      secrecy: after.secrecy,
    });
  });
}

const NOTHING_YET = {
  confirmation: null, verification: null, suspended_until: null, verifier_id: null, resolved_on_spot_by: null, resolved_level: null, reopened_at: null,
  reopen_count: 0, review: null, involved_account_ids: [], send_backs_asked: 0, send_backs_approved: 0, arbitration_at: null,
  arbitrated_organisation_id: null, has_objected: false, is_drawn_for_sample: false, rechecker_id: null, rating_answered_at: null,
  review_due_at: null, merged_into_id: null, status_before_merge: null, split_from_id: null, handed_down_due_at: null,
  due_at: null, adoption: null, referral: null, is_solved: null, manner_rating: null, rated_at: null,
}; // prettier-ignore

/** A micro-grid member's own voice is held by the micro-grid; everybody else's by the grid's worker. */
function heldLevelOf({ actor }: TransactionContext, where: Where): Located['heldLevel'] {
  if (where.heldLevel !== 'microGrid') return where.heldLevel;
  return actor.grants.some((grant) => grant.role === 'microGridMember' && where.path.startsWith(grant.path))
    ? 'microGrid'
    : 'grid';
}

function isUrgent(words: string | undefined, rules: ClassRules | undefined): boolean {
  return (rules?.isEmergency ?? false) || dangerWordsIn(words ?? '').length > 0;
}

/** What organisations read until a clerk writes something better. */
export function summaryOf(words: string | undefined, contact: Partial<CheckedContact> | undefined): string {
  if (words === undefined) return WITHOUT_WORDS;
  return [...protectedWords(words, contact)].slice(0, SUMMARY_CHARACTERS).join('');
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
  throw problem('input-invalid', 'Not a moment in the last month', {
    errors: [{ pointer: '/at', in: 'body', detail: `must lie within ${OLDEST_DAYS} days before ${ctx.now}` }],
  });
}
