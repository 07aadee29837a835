// What the door no longer needs: counted failures, codes that have expired, sessions that ended long ago.

import { CITY } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { addMinutes } from '#shared/time.ts';

const DAY_MINUTES = 1_440;
const SESSIONS_KEPT_DAYS = 30;

export async function removeSpentDoorRows({ database, clock }: Platform): Promise<void> {
  const now = clock();
  const yesterday = addMinutes(now, -DAY_MINUTES);
  const longAgo = addMinutes(now, -SESSIONS_KEPT_DAYS * DAY_MINUTES);
  await database.transaction(CITY, async ({ db }) => {
    await db.deleteFrom('attempts').where('blocked_until', '<', yesterday).where('first_at', '<', yesterday).execute();
    await db.deleteFrom('one_time_secrets').where('expires_at', '<', yesterday).execute();
    await db
      .deleteFrom('sessions')
      .where((eb) => eb.or([eb('ended_at', '<', longAgo), eb('expires_at', '<', longAgo)]))
      .execute();
  });
}
