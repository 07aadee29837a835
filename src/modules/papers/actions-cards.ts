// Work cards (工作证): making them for posts, printing them, and the page that tells everybody whether one is good.

import { settingOf } from '#modules/areas/actions-settings.ts';
import { noteChange } from '#modules/areas/actions-ground.ts';
import { areaLine, getArea, listAreas, wrongField } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { guardHolds, isCommunity } from '#modules/areas/rules.ts';
import { counted } from '#modules/cases/reports/doors.ts';
import { ROLES, holds } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import { once } from '#platform/database/writes.ts';
import type { Safe } from '#platform/vault.ts';
import { isToken } from '#shared/short-code.ts';
import { dayOf } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';
import { inLocalTerms } from '#shared/words/terms.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { addressesNeeded } from './addresses.ts';
import type { checkWorkCard, issueWorkCard, listWorkCards } from './contract-cards.ts';
import type { CardSheet } from './paper-data.ts';
import { CARD_ROLES, cardGoodUntil, cardState } from './rules.ts';
import type { CardState } from './rules.ts';
import { findCardByToken, findCards, insertCard, listHolders, lockHolder, revokeCards } from './store-cards.ts';
import type { HolderRow } from './store-cards.ts';
import { initialOf } from './words.ts';

type AnswerOf<E extends { output?: unknown }> =
  NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type CardView = AnswerOf<typeof issueWorkCard>;

const MOST_LISTED = 1_000;

/** @throws {Problem} `permission-missing`, `not-found` */
export function listCards(ctx: Context, areaId: string): Promise<AnswerOf<typeof listWorkCards>> {
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', async () => {
      const area = await getArea(ctx, areaId);
      guardHolds(ctx.actor, 'account.manage', area.path);
      const rows = await listHolders(ctx.db, { path: area.path, roles: CARD_ROLES, most: MOST_LISTED + 1 });
      const areas = await areaLinesOf(ctx);
      return {
        holders: rows.slice(0, MOST_LISTED).map((row) => ({
          postId: row.postId,
          accountId: row.accountId,
          name: row.name,
          title: ROLES[row.role].title,
          place: placeOf(row, areas(row.path)),
          postEnds: row.toOn,
          card: row.cardId === null ? null : viewOf(ctx, row),
        })),
        isComplete: rows.length <= MOST_LISTED,
      };
    }),
  );
}

export interface WantedCard {
  id: string;
  postId: string;
  validUntil?: Day | undefined;
}

/** @throws {Problem} `not-found`, `input-invalid`, `id-taken` */
export async function issueCard(ctx: Context, wanted: WantedCard): Promise<CardView> {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', async () => {
      await once(ctx, wanted.id, wanted, async () => {
        const holder = await lockHolder(ctx.db, wanted.postId);
        if (holder === undefined || !isManaged(ctx, holder)) throw noSuch('post');
        await makeCard(ctx, holder, wanted, safe);
        return { id: wanted.id };
      });
      return viewOf(ctx, await getCard(ctx, wanted.id));
    }),
  );
}

async function makeCard(ctx: TransactionContext, holder: HolderRow, wanted: WantedCard, safe: Safe): Promise<void> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const longest = cardGoodUntil(today, holder);
  const validUntil = wanted.validUntil ?? longest;
  if (!(CARD_ROLES as readonly Role[]).includes(holder.role)) throw wrongField('/postId', 'this post carries no card');
  if (
    cardState({ validUntil: longest, isRevoked: false, post: holder, isHolderOut: holder.isHolderOut }, today) ===
    'postEnded'
  )
    throw wrongField('/postId', 'this post has ended');
  if (validUntil < today || validUntil > longest)
    throw wrongField('/validUntil', `must lie between ${today} and ${longest}`);
  const line = await areaLine(ctx, holder.path);
  await revokeCards(ctx.db, { postId: holder.postId }, { by: ctx.actor.accountId, at: ctx.now });
  await insertCard(ctx.db, {
    id: wanted.id,
    token_hash: hashToken(cardToken(safe, wanted.id)),
    account_id: holder.accountId,
    post_id: holder.postId,
    street_id: line.find(({ level }) => level === 'street' || level === 'township')?.id ?? null,
    community_id: line.find(({ level }) => isCommunity(level))?.id ?? null,
    grid_id: holder.gridId,
    path: holder.path,
    issued_at: ctx.now,
    issued_by: ctx.actor.accountId,
    valid_until: validUntil,
  });
  await note(ctx, 'workCard.issue', wanted.id, holder);
}

/** @throws {Problem} `not-found` */
export function revokeCard(ctx: Context, id: string): Promise<CardView> {
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', async () => {
      const card = await getCard(ctx, id);
      if (!isManaged(ctx, card)) throw noSuch('card');
      if (!card.isRevoked) {
        await revokeCards(ctx.db, { id }, { by: ctx.actor.accountId, at: ctx.now });
        await note(ctx, 'workCard.revoke', id, card);
      }
      return viewOf(ctx, await getCard(ctx, id));
    }),
  );
}

/**
 * Only what is good today, or will be once the post begins: a card that is over is not printed again.
 *
 * @throws {Problem} `public-url-missing`, `not-found` when one of them is none the actor manages
 */
export async function readCardSheet(ctx: Context, ids: readonly string[]): Promise<CardSheet> {
  const addresses = addressesNeeded(ctx);
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const wanted = [...new Set(ids)];
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', async () => {
      const cards = await findCards(ctx.db, wanted);
      if (cards.length < wanted.length || !cards.every((card) => isManaged(ctx, card))) throw noSuch('card');
      const areas = await areaLinesOf(ctx);
      const { value: terms } = await settingOf(ctx, 'district.terms');
      return {
        cards: cards
          .filter((card) => ['valid', 'notYet'].includes(stateOf(ctx, card)))
          .map((card) => {
            const line = areas(card.path);
            return {
              id: card.cardId ?? '',
              name: card.name,
              initial: initialOf(card.name),
              title: inLocalTerms(ROLES[card.role].title.zh, terms),
              organisation: organisationOf(ctx, line),
              place: placeOf(card, line),
              validUntil: card.validUntil ?? '',
              address: addresses.at(`/w/${cardToken(safe, card.cardId ?? '')}`),
              call: callOf(line),
            };
          }),
        domain: addresses.domain,
        isDemo: ctx.district.isDemo,
      };
    }),
  );
}

/**
 * For whoever stands at a door. A card that is over tells nothing of its holder; a token that never was counts as a try.
 *
 * @throws {Problem} `not-found`, `too-many-tries`
 */
export function checkCard(ctx: Context, token: string, ip: string): Promise<AnswerOf<typeof checkWorkCard>> {
  return counted(ctx, { ip }, () =>
    inTransaction(ctx, (ctx) =>
      elevated(ctx, 'door', async () => {
        const card = isToken(token) ? await findCardByToken(ctx.db, hashToken(token)) : undefined;
        if (card === undefined) {
          const call = callOf(await areaLine(ctx, ctx.district.path));
          throw problem('not-found', 'No work card of this district has this code', { call });
        }
        const line = await areaLine(ctx, card.path);
        const isValid = stateOf(ctx, card) === 'valid';
        return {
          isValid,
          holder: isValid
            ? {
                name: card.name,
                initial: initialOf(card.name),
                title: ROLES[card.role].title,
                organisation: organisationOf(ctx, line),
                place: placeOf(card, line),
                validUntil: card.validUntil ?? '',
              }
            : null,
          call: callOf(line),
          checkedAt: ctx.now,
        };
      }),
    ),
  );
}

/** 43 characters that can be computed again from the card's id with the district's key, and are kept nowhere. */
function cardToken(safe: Safe, id: string): string {
  return safe.derive('workCard', id);
}

function isManaged({ actor }: Context, { path }: HolderRow): boolean {
  return holds(actor, 'account.manage', path);
}

async function getCard(ctx: TransactionContext, id: string): Promise<HolderRow> {
  const [card] = await findCards(ctx.db, [id]);
  if (card === undefined) throw noSuch('card');
  return card;
}

function viewOf(ctx: Context, row: HolderRow): CardView {
  return {
    id: row.cardId ?? '',
    validUntil: row.validUntil ?? '',
    issuedAt: row.issuedAt ?? '',
    state: stateOf(ctx, row),
  };
}

function stateOf({ now, district }: Context, row: HolderRow): CardState {
  const { isRevoked, isHolderOut } = row;
  return cardState(
    { validUntil: row.validUntil ?? '', isRevoked, isHolderOut, post: row },
    dayOf(now, district.timeZone),
  );
}

/** Read once for many paths; the nearest area of each first. */
async function areaLinesOf(ctx: TransactionContext): Promise<(path: string) => Area[]> {
  const areas = await listAreas(ctx);
  return (path) =>
    areas.filter((area) => path.startsWith(area.path)).sort((left, right) => right.path.length - left.path.length);
}

function organisationOf({ district }: Context, line: readonly Area[]): string {
  const named = line.filter(({ level }) => level !== 'district').map(({ name }) => name);
  return named.length === 0 ? district.name : named.reverse().join(' ');
}

/** The grid; of a post in an area that area. */
function placeOf({ gridName }: HolderRow, line: readonly Area[]): string {
  return gridName ?? line[0]?.name ?? '';
}

/** Whoever doubts asks the community, else the next above that has a phone. */
function callOf(line: readonly Area[]): { name: string; phone: string } | null {
  const area = line.find(({ dutyPhone }) => dutyPhone !== null);
  return area === undefined ? null : { name: area.name, phone: area.dutyPhone ?? '' };
}

async function note(ctx: TransactionContext, act: AuditAct, id: string, { path, postId }: HolderRow): Promise<void> {
  await noteChange(ctx, { act, subjectKind: 'workCard', subjectId: id, path, codes: { postId } });
}

function noSuch(what: string): Error {
  return problem('not-found', `There is no such ${what} where you manage accounts`);
}
