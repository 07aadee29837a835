// Beside a case on a desk: whose minutes they were, which of our stages run, what lies near by, and what its reporter reads.

import { holds } from '#permissions';
import { postsHolding } from '#modules/accounts/actions-who-reads.ts';
import { settingOf } from '#modules/areas/actions-settings.ts';
import { areaLine } from '#modules/areas/actions.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { say } from '#shared/words/say.ts';
import type { Locale } from '#shared/words/say.ts';

import { isComplainedAbout, readsByArea } from '../access.ts';
import { gatherAround } from '../actions.ts';
import type {
  readBeside as readBesideEndpoint,
  readResidentView as readResidentViewEndpoint,
} from './contract-beside.ts';
import { residentSentence } from '../trace/resident-words.ts';
import { loadSituation, notFound } from '../moves/situation.ts';
import type { Around, Loaded } from '../moves/situation.ts';
import { findGridAsItWas, findMergedHere, findSplitOffHere } from './store-beside.ts';
import { findHistory, findNames } from '../store-pages.ts';
import { findReports } from '../reports/store-reports.ts';
import { runningStages } from '../clocks/explained.ts';
import { stretchesOf, timeByAccount } from '../clocks/time-by-account.ts';
import type { Account } from '../clocks/time-by-account.ts';
import { promiseFor } from '../trace/trace-around.ts';
import { namesForResident, residentStations } from '../trace/trace-stations.ts';
import { ANSWERS_HIDDEN, isToRecheck, viewCase } from '../view.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Beside = Output<typeof readBesideEndpoint>;

/** @throws {Problem} `not-found` also for whoever sees it only as a handler, a reporter or somebody asked to verify */
export async function loadForStaff(ctx: TransactionContext, caseId: string, around: Around): Promise<Loaded> {
  const loaded = await loadSituation(ctx, caseId, around, {}, { isLocked: false });
  const { actor, before } = loaded.situation;
  if (!readsByArea(actor, before) || isComplainedAbout(actor, before)) throw notFound();
  return loaded;
}

/** @throws {Problem} `not-found` */
export async function readBeside(ctx: Context, caseId: string): Promise<Beside> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadForStaff(ctx, caseId, around);
    const { row } = loaded;
    const voice = (await findReports(ctx.db, row.id)).find(({ is_withdrawn }) => !is_withdrawn);
    const gridId = row.micro_grid_id ?? row.grid_id;
    const grid = gridId === null ? undefined : await elevated(ctx, 'ground', () => findGridAsItWas(ctx.db, gridId));
    const promise = voice === undefined ? null : promiseFor(loaded, voice, around);
    return {
      version: row.version,
      isClassConfirmed: row.class_confirmed,
      grid: grid === undefined ? null : { id: grid.id, name: grid.name, endedAt: grid.valid_to },
      promise: promise === null ? null : { what: promise.what, by: promise.by },
      suspensionOwners: await ownersOf(ctx, loaded),
      stages: await runningStages(ctx, loaded, around),
      ...(await timesOf(ctx, loaded, around.directory)),
      seenBy: row.secrecy === 'open' ? null : await readersOf(ctx, loaded),
      mergedHere: (await findMergedHere(ctx.db, row.id)).map(({ path, ...other }) => ({
        ...otherCase(other),
        version: other.version,
        mayTakeBack: holds(ctx.actor, 'case.merge', path),
      })),
      splitOff: (await findSplitOffHere(ctx.db, row.id)).map(otherCase),
    };
  });
}

async function ownersOf({ db }: TransactionContext, { situation }: Loaded): Promise<Beside['suspensionOwners']> {
  const owners = situation.orders.flatMap(({ id, suspension }) =>
    suspension?.ownerAccountId == null ? [] : [{ workOrderId: id, accountId: suspension.ownerAccountId }],
  );
  if (owners.length === 0) return [];
  const names = await findNames(
    db,
    owners.map(({ accountId }) => accountId),
  );
  return owners.map(({ workOrderId, accountId }) => ({ workOrderId, name: names.get(accountId) ?? '' }));
}

async function timesOf(ctx: TransactionContext, loaded: Loaded, directory: Directory) {
  const { row, situation } = loaded;
  const moves = (await findHistory(ctx.db, row.id)).map((move) => ({
    id: move.id,
    verb: move.verb,
    at: move.at,
    to: move.to_status,
    workOrderId: move.work_order_id,
    organisationId: move.organisation_id,
  }));
  const named = (account: Account | undefined) => ({
    organisationId: account === undefined || account === 'ours' ? null : account,
    organisationName: account === undefined ? null : (directory.find(account)?.name ?? null),
  });
  const stretches = stretchesOf(moves, situation.orders, ctx.now);
  // Who re-checks looks for himself: not even that it was verified and rated, and when, is told beside it.
  const hidden = isToRecheck(viewCase(loaded, directory).allowed)
    ? moves.filter(({ verb }) => ANSWERS_HIDDEN.includes(verb)).map(({ id }) => id)
    : [];
  return {
    stretches: stretches
      .filter(({ moveId }) => moveId === null || !hidden.includes(moveId))
      .map(({ account, moveId, minutes }) => ({
        ...named(account),
        moveId,
        minutes,
        isNobodys: account === undefined,
      })),
    accounts: timeByAccount(stretches, situation.orders).map(({ account, ...time }) => ({
      ...named(account),
      ...time,
    })),
  };
}

/** The posts, not the people: who reads it is a matter of office. */
async function readersOf(ctx: TransactionContext, { row }: Loaded): Promise<NonNullable<Beside['seenBy']>> {
  const permission = row.secrecy === 'restricted' ? 'case.readRestricted' : 'case.readConfidential';
  const posts = (await postsHolding(ctx, permission, row.path)).filter(
    ({ accountId }) => accountId !== row.about_account_id,
  );
  const line = await areaLine(ctx, row.path);
  return posts.map(({ title, path }) => ({ title, place: line.find((area) => area.path === path)?.name ?? '' }));
}

function otherCase({ id, number, summary, status }: { id: string; number: string; summary: string; status: string }) {
  return { id, number, summary, status: status as Beside['splitOff'][number]['status'] };
}

/** @throws {Problem} `not-found` */
export async function readResidentView(
  ctx: Context,
  caseId: string,
  locale: Locale,
): Promise<Output<typeof readResidentViewEndpoint>> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadForStaff(ctx, caseId, around);
    const { row, situation } = loaded;
    const voice = (await findReports(ctx.db, row.id)).find(({ is_withdrawn }) => !is_withdrawn);
    // Names are what a resident would be told, not what this officer could know.
    return elevated(ctx, 'publicFacts', async () => {
      const names = await namesForResident(ctx, loaded, around.directory, locale);
      const { value: terms } = await settingOf(ctx, 'district.terms');
      const sentence = residentSentence(situation.before, situation.orders, names);
      const promise = voice === undefined ? null : promiseFor(loaded, voice, around);
      const stations = await residentStations(
        ctx,
        { voiceId: voice?.id ?? '', own: row, row, isTold: true },
        { directory: around.directory, names, locale, terms },
      );
      return {
        sentence: say(locale, sentence.key, sentence.data, terms),
        promise: promise === null ? null : { what: promise.what, by: promise.by },
        stations: stations.map(({ at, words, said }) => ({ at, words, said })),
      };
    });
  });
}
