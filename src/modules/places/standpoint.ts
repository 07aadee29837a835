// Where somebody stands who wants to say something: the place, whom to call there, who serves and when.

import { settingOf } from '#modules/areas/actions-settings.ts';
import { dutyAt, toldOf } from '#modules/duty/now.ts';
import { gridWorkerAt } from '#modules/grids/actions-serving.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';

export interface Spot {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly isRetired: boolean;
  readonly located: {
    readonly path: string;
    readonly gridId: string | null;
    readonly longitude: number | null;
    readonly latitude: number | null;
  };
}

/** For anybody; inside a transaction widened for public facts. */
export async function standpointOf(ctx: TransactionContext, { id, name, kind, isRetired, located }: Spot, safe: Safe) {
  const { path, gridId, longitude, latitude } = located;
  const { community, dutyPhone, hours, isServiceTimeNow, onDuty } = await dutyAt(ctx, path, safe);
  return {
    place: { id, name, kind, longitude, latitude },
    isRetired,
    gridId,
    community:
      community === undefined ? null : { id: community.id, name: community.name, dutyPhone: community.dutyPhone },
    dutyPhone,
    onDuty: toldOf(onDuty),
    emergencyNumbers: (await settingOf(ctx, 'emergency.numbers')).value,
    gridWorker: await gridWorkerAt(ctx, path, community?.path ?? path, safe),
    serviceHours: hours.map((day) => day.map(({ from, to }) => ({ from, to }))),
    isServiceTimeNow,
  };
}
