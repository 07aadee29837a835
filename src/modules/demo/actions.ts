// What only demo districts have: stories to play, how far one is, and the messages that were printed instead of sent.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { organisationDirectory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import type { Instant } from '#shared/time.ts';

import { playsOf } from '../../../seeds/plays.ts';
import type { Play } from '../../../seeds/plays.ts';
import type { getStoryProgress, listDemoMessages, listStories } from './contract.ts';
import { findMatters, findMovesOf, findWhistleMovesOf } from './store.ts';

type AnswerOf<E extends { output?: unknown }> =
  NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;

/** More than any story reports: somebody else may play the same one. */
const MOST_MATTERS = 6;

export function readStories({ district }: Context): AnswerOf<typeof listStories> {
  return { stories: plays(district).map(({ story }) => story) };
}

/** @throws {Problem} `not-found` outside demo districts, and for no story */
export async function readProgress(
  ctx: Context,
  key: string,
  { since, own }: { since: Instant; own?: string | undefined },
): Promise<AnswerOf<typeof getStoryProgress>> {
  const play = plays(ctx.district).find(({ story }) => story.key === key);
  if (play === undefined) throw problem('not-found', 'There is no such story here');
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'demo', async () => {
      const found = await findMatters(ctx.db, { ...play, since, ownIds: own?.split(',') ?? [], most: MOST_MATTERS });
      const ids = found.map(({ id }) => id);
      const moves = [...(await findMovesOf(ctx.db, ids)), ...(await findWhistleMovesOf(ctx.db, ids))];
      return {
        matters: found.map(({ id, number }) => ({
          id,
          number,
          moves: moves
            .filter(({ case_id }) => case_id === id)
            .map(({ verb, to_status, at }) => ({ verb, to: to_status, at })),
        })),
      };
    }),
  );
}

/** Of this district's own duty phones only: the process prints for others too. */
export async function readDemoMessages(ctx: Context): Promise<AnswerOf<typeof listDemoMessages>> {
  if (!ctx.district.isDemo) throw problem('not-found', 'Only a demo district has a phone for everybody');
  const directory = await organisationDirectory(ctx);
  const messages = (ctx.platform.phones.lately?.() ?? []).flatMap(({ to, words }) => {
    const names = directory.withDutyPhone(to).map(({ name }) => name);
    return names.length === 0 ? [] : [{ organisation: names.join('、'), phoneTail: to.slice(-4), words }];
  });
  return { messages };
}

const PICTURES = join(import.meta.dirname, '../../../seeds/pictures');

/** @throws {Problem} `not-found` outside demo districts, and for no picture of a story */
export async function readDemoPicture({ district }: Context, name: string): Promise<Buffer> {
  const isOfAStory = plays(district).some(({ story }) => story.steps.some(({ picture }) => picture === name));
  if (!isOfAStory) throw problem('not-found', 'No story here has this picture');
  return readFile(join(PICTURES, `${name}.jpg`));
}

function plays({ key, isDemo }: Context['district']): readonly Play[] {
  return isDemo ? playsOf(key) : [];
}
