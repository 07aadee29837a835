// Directives given and answered: under the actor's own sight of the case, so that a secret matter stays with its posts.

import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import { dropTimers, setTimer } from '#modules/cases/clocks/timers.ts';
import { OPEN_ORDER_STATUSES } from '#modules/cases/facts.ts';
import { DEFAULT_REPLY_WITHIN, kindsFor, mayReply, pathAtLevel, stateOf } from '#modules/cases/rules-directives.ts';
import type { DirectiveKind } from '#modules/cases/rules-directives.ts';
import { notFound } from '#modules/cases/moves/situation.ts';
import { saveDirectiveWords, seenCase } from '#modules/cases/supervised.ts';
import type { SeenCase } from '#modules/cases/supervised.ts';
import { viewLine } from '#modules/cases/view.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { grantsFor, holds, ROLES } from '#permissions';
import type { Level, Role } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newId } from '#shared/ids.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit } from '#shared/working-time.ts';

import {
  countWaiting,
  findDirective,
  findDirectives,
  findIssued,
  findNames,
  findOrdersOfCase,
  findPlaceNames,
  findTexts,
  insertDirective,
  saveReply,
} from './store.ts';
import type { DirectiveRow, OrderOfCase } from './store.ts';

/** A finished matter may still be commented on; nobody is chased about it. */
const ON_CLOSED: readonly DirectiveKind[] = ['instruct'];

/** @throws {Problem} `not-found` for a case out of sight */
export async function listDirectives(ctx: Context, caseId: string) {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    const directives = await findDirectives(ctx.db, caseId);
    const mayIssue = kindsNow(ctx, row);
    return {
      directives: await viewOnCase(ctx, row, directives, directory),
      mayIssue,
      targets: mayIssue.length === 0 ? [] : await targetsOf(ctx, row, directory),
    };
  });
}

export interface NewDirective {
  readonly id: string;
  readonly kind: DirectiveKind;
  readonly workOrderId: string | null;
  readonly words: string;
  readonly within?: Limit | undefined;
}

/** @throws {Problem} `not-found`, `permission-missing`, `case-move-refused`, `input-invalid` for an order that is no open one of the case, `id-taken` */
export async function issueDirective(ctx: Context, caseId: string, input: NewDirective) {
  const [directory, settings, safe] = await Promise.all([
    organisationDirectory(ctx),
    caseSettings(ctx),
    ctx.platform.vault.safe(ctx.district.id),
  ]);
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    await once(ctx, input.id, { caseId, ...input }, async () => {
      guardIssues(ctx, row, input.kind);
      const order = await orderNamed(ctx, row, input.workOrderId);
      const textId = newId();
      const level = row.held_level as Level;
      const within = input.within ?? DEFAULT_REPLY_WITHIN[input.kind];
      const replyBy = dueAt(ctx.now, within, settings.calendar);
      await elevated(ctx, 'saveMove', async () => {
        await saveDirectiveWords(ctx, safe, caseId, {
          id: textId,
          purpose: 'directive',
          words: input.words,
          isForOrganisation: order !== undefined,
          at: ctx.now,
        });
        await insertDirective(ctx.db, {
          id: input.id,
          case_id: caseId,
          kind: input.kind,
          issued_by: ctx.actor.accountId ?? '',
          ...issuingPost(ctx, row),
          issued_at: ctx.now,
          due_at: replyBy,
          to_level: order === undefined ? level : null,
          to_path: order === undefined ? pathAtLevel(row.path, level) : null,
          to_organisation_id: order?.organisation_id ?? null,
          work_order_id: order?.id ?? null,
          text_id: textId,
        });
        setTimer(ctx, { kind: 'case.replyDue', subjectId: input.id, path: row.path, dueAt: replyBy });
        await announce(ctx, row, 'case.asked', input.id);
      });
    });
    return oneOf(ctx, row, input.id, directory);
  });
}

/** @throws {Problem} `not-found`, `permission-missing`, `directive-answered`, `id-taken` */
export async function replyToDirective(ctx: Context, id: string, input: { replyId: string; words: string }) {
  const [directory, safe] = await Promise.all([organisationDirectory(ctx), ctx.platform.vault.safe(ctx.district.id)]);
  return inTransaction(ctx, async (ctx) => {
    const directive = await findDirective(ctx.db, id);
    if (directive === undefined) throw notFound();
    const row = await seenCase(ctx, directive.case_id);
    await once(ctx, input.replyId, { directiveId: id, ...input }, async () => {
      const isOwn = mayAnswer(ctx, directive);
      if (!isOwn && !mayRelay(ctx, row, directive, directory))
        throw problem('permission-missing', 'It is answered by whom it was asked of');
      const isForOrganisation = directive.to_organisation_id !== null;
      await elevated(ctx, 'saveMove', async () => {
        const textId = newId();
        const reply = {
          replied_by: ctx.actor.accountId,
          replied_at: ctx.now,
          is_relayed: !isOwn,
          reply_text_id: textId,
        };
        if (!(await saveReply(ctx.db, id, reply)))
          throw problem('directive-answered', 'Somebody has answered it already', { id });
        await saveDirectiveWords(ctx, safe, row.id, {
          id: textId,
          purpose: 'directiveReply',
          words: input.words,
          isForOrganisation,
          at: ctx.now,
        });
        dropTimers(ctx, id);
        await announce(ctx, row, 'case.replied', id);
      });
    });
    return oneOf(ctx, row, id, directory);
  });
}

export async function listIssued(
  ctx: Context,
  { state, after, limit }: { state?: 'waiting' | 'answered' | undefined; after?: string | undefined; limit: number },
) {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const accountId = ctx.actor.accountId ?? '';
    const found = await findIssued(ctx.db, { accountId, state, afterId: after, most: limit + 1 });
    const page = found.slice(0, limit);
    const cases = new Map<string, SeenCase>();
    for (const { case_id } of page) if (!cases.has(case_id)) cases.set(case_id, await seenCase(ctx, case_id));
    const views = await viewAll(ctx, page, directory, true);
    return {
      directives: page.flatMap((directive, at) => {
        const [row, view] = [cases.get(directive.case_id), views[at]];
        if (row === undefined || view === undefined) return [];
        const { id, number, summary, placeWords } = viewLine(row);
        return [{ ...view, case: { id, number, summary, placeWords } }];
      }),
      waiting: await countWaiting(ctx.db, accountId),
      next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

function kindsNow({ actor }: Context, row: SeenCase): DirectiveKind[] {
  const kinds = kindsFor(actor, row.path, row.held_level as Level);
  return row.closed_at === null ? kinds : kinds.filter((kind) => ON_CLOSED.includes(kind));
}

function guardIssues(ctx: Context, row: SeenCase, kind: DirectiveKind): void {
  if (kindsNow(ctx, row).includes(kind)) return;
  if (kindsFor(ctx.actor, row.path, row.held_level as Level).includes(kind))
    throw problem('case-move-refused', 'Nobody is chased about a matter that is over', { allowed: kindsNow(ctx, row) });
  throw problem('permission-missing', 'Directives are given by right', { permission: 'case.supervise' });
}

async function orderNamed(ctx: TransactionContext, row: SeenCase, id: string | null): Promise<OrderOfCase | undefined> {
  if (id === null) return undefined;
  const order = (await findOrdersOfCase(ctx.db, row.id)).find((each) => each.id === id && isOpen(each));
  if (order !== undefined) return order;
  throw problem('input-invalid', '1 field(s) are wrong: /workOrderId', {
    errors: [{ pointer: '/workOrderId', in: 'body', detail: 'is no open order of this case' }],
  });
}

function isOpen({ status }: OrderOfCase): boolean {
  return (OPEN_ORDER_STATUSES as readonly string[]).includes(status);
}

async function targetsOf(ctx: TransactionContext, row: SeenCase, directory: Directory) {
  const path = pathAtLevel(row.path, row.held_level as Level);
  const names = await findPlaceNames(ctx.db, ctx.district.id, [path]);
  const orders = (await findOrdersOfCase(ctx.db, row.id)).filter(isOpen);
  return [
    { workOrderId: null, name: names.get(path) ?? '' },
    ...orders.map(({ id, organisation_id }) => ({
      workOrderId: id,
      name: directory.find(organisation_id)?.name ?? '',
    })),
  ];
}

/** The post the directive is given from: of several the one that carries the right. */
function issuingPost({ actor }: Context, row: SeenCase): { issued_role: string; issued_path: string } {
  const [grant = actor.grants[0]] = [
    ...grantsFor(actor, 'case.supervise', row.path),
    ...grantsFor(actor, 'case.dispatch', row.path),
    ...grantsFor(actor, 'case.read', row.path),
  ];
  return { issued_role: grant?.role ?? '', issued_path: grant?.path ?? row.path };
}

function mayAnswer({ actor }: Context, directive: DirectiveRow): boolean {
  const { to_level, to_path, to_organisation_id, assignee_id } = directive;
  const holder = to_level === null || to_path === null ? null : { level: to_level as Level, path: to_path };
  return mayReply(actor, { holder, organisationId: to_organisation_id, assigneeId: assignee_id });
}

/** A crew with a duty phone and no account answers by phone; whoever may chase it writes that down. */
function mayRelay({ actor }: Context, row: SeenCase, directive: DirectiveRow, directory: Directory): boolean {
  const organisation = directory.find(directive.to_organisation_id ?? '');
  if (organisation === undefined || organisation.usesAccounts) return false;
  return kindsFor(actor, row.path, row.held_level as Level).includes('remind');
}

async function oneOf(ctx: TransactionContext, row: SeenCase, id: string, directory: Directory) {
  const directive = await findDirective(ctx.db, id);
  const [view] = directive === undefined ? [] : await viewOnCase(ctx, row, [directive], directory);
  if (view === undefined) throw notFound();
  return view;
}

async function viewOnCase(ctx: TransactionContext, row: SeenCase, directives: DirectiveRow[], directory: Directory) {
  const isByArea = holds(ctx.actor, 'case.read', row.path);
  const views = await viewAll(ctx, directives, directory, isByArea);
  return directives.flatMap((directive, at) => {
    const view = views[at];
    if (view === undefined) return [];
    const isWaiting = directive.replied_at === null;
    return [
      {
        ...view,
        mayReply: isWaiting && mayAnswer(ctx, directive),
        mayRelay: isWaiting && !mayAnswer(ctx, directive) && mayRelay(ctx, row, directive, directory),
      },
    ];
  });
}

async function viewAll(ctx: TransactionContext, directives: DirectiveRow[], directory: Directory, isByArea: boolean) {
  const { db, district, now } = ctx;
  const texts = await findTexts(
    db,
    directives.flatMap(({ text_id, reply_text_id }) => [text_id, ...(reply_text_id === null ? [] : [reply_text_id])]),
  );
  const people = directives.flatMap(({ issued_by, replied_by }) => [
    issued_by,
    ...(replied_by === null ? [] : [replied_by]),
  ]);
  const names = isByArea ? await findNames(db, [...new Set(people)]) : new Map<string, string>();
  const paths = [...new Set(directives.flatMap(({ to_path }) => to_path ?? []))];
  const places = await findPlaceNames(db, district.id, paths);
  const said = (id: string) => {
    const text = texts.get(id);
    return { id, words: text?.words ?? '', isErased: text === undefined || text.erased_at !== null };
  };
  return directives.map((row) => ({
    id: row.id,
    kind: row.kind as DirectiveKind,
    issuedAt: row.issued_at,
    issuedByName: names.get(row.issued_by) ?? null,
    issuedTitle: titleOf(row.issued_role),
    toName: directory.find(row.to_organisation_id ?? '')?.name ?? places.get(row.to_path ?? '') ?? '',
    workOrderId: row.work_order_id,
    dueAt: row.due_at,
    state: stateOf({ dueAt: row.due_at, repliedAt: row.replied_at }, now),
    said: said(row.text_id),
    repliedAt: row.replied_at,
    repliedByName: row.replied_by === null ? null : (names.get(row.replied_by) ?? null),
    isRelayed: row.is_relayed,
    reply: row.reply_text_id === null ? null : said(row.reply_text_id),
  }));
}

function titleOf(role: string): { zh: string; en: string } {
  return role in ROLES ? ROLES[role as Role].title : { zh: '', en: '' };
}

async function announce(
  ctx: TransactionContext,
  { id, path, secrecy }: SeenCase,
  name: 'case.asked' | 'case.replied',
  directiveId: string,
): Promise<void> {
  await ctx.announce({ name, caseId: id, directiveId, path, secrecy: secrecy as 'open' });
}
