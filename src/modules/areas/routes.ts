// Areas and settings on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { changeSetting, readSetting } from './actions-settings.ts';
import { changeArea, createArea, listAreas } from './actions.ts';
import * as contract from './contract.ts';

export function addAreaRoutes(room: Room): void {
  serve(room, contract.listAreas, async (ctx) => ({ areas: (await listAreas(ctx)).map(toView) }));
  serve(room, contract.createArea, async (ctx, { input }) => toView(await createArea(ctx, input)));
  serve(room, contract.changeArea, async (ctx, { params, input }) => toView(await changeArea(ctx, params.id, input)));

  serve(room, contract.levelNames.read, (ctx) => readSetting(ctx, 'levels.names'));
  serve(room, contract.levelNames.change, (ctx, { input }) => changeSetting(ctx, 'levels.names', input));
  serve(room, contract.emergencyNumbers.read, (ctx) => readSetting(ctx, 'emergency.numbers'));
  serve(room, contract.emergencyNumbers.change, (ctx, { input }) => changeSetting(ctx, 'emergency.numbers', input));
  serve(room, contract.serviceWeek.read, async (ctx) => withOwnLists(await readSetting(ctx, 'calendar.week')));
  serve(room, contract.serviceWeek.change, async (ctx, { input }) =>
    withOwnLists(await changeSetting(ctx, 'calendar.week', input)),
  );
}

type AreaOut = Awaited<ReturnType<typeof createArea>>;

function toView(area: AreaOut) {
  return { ...area, serviceHours: area.serviceHours === null ? null : copyWeek(area.serviceHours) };
}

function withOwnLists(setting: Awaited<ReturnType<typeof readSetting<'calendar.week'>>>) {
  return { ...setting, value: copyWeek(setting.value) };
}

/** The answer's schema wants lists it may write to. */
function copyWeek(week: NonNullable<AreaOut['serviceHours']>) {
  return week.map((day) => day.map(({ from, to }) => ({ from, to })));
}
