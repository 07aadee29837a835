// Areas and settings on the server.

import type { Context } from '#platform/context.ts';
import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { listCalendarYears, readYear, writeYear } from './actions-calendar.ts';
import { changeSetting, readSetting } from './actions-settings.ts';
import { changeArea, createArea, listAreas } from './actions.ts';
import { changeBrand, readAppearance } from './actions-brand.ts';
import { openLogo, saveLogo, takeLogoAway } from './actions-logo.ts';
import { districtBrand, localTerms } from './contract-brand.ts';
import { changeCalendarYear, readCalendarYear, readCalendarYears } from './contract-calendar.ts';
import { readDistrict } from './contract-district.ts';
import { getLogo, putLogo, removeLogo } from './contract-logo.ts';
import * as contract from './contract.ts';

export function addAreaRoutes(room: Room): void {
  serve(room, readDistrict, async (ctx) => {
    const { key, isDemo, timeZone } = ctx.district;
    return {
      key,
      isDemo,
      timeZone,
      publicUrl: ctx.platform.settings.publicUrl ?? null,
      ...(await readAppearance(ctx)),
    };
  });
  serve(room, districtBrand.read, async (ctx) => withOwnPhones(await readSetting(ctx, 'district.brand')));
  serve(room, districtBrand.change, async (ctx, { input }) => withOwnPhones(await changeBrand(ctx, input)));
  serve(room, putLogo, (ctx, { input }) => saveLogo(ctx, input as Buffer));
  serve(room, removeLogo, (ctx) => takeLogoAway(ctx));
  serve(room, getLogo, async (ctx, { query }, { reply }) => {
    const { version, content } = await openLogo(ctx);
    reply
      .type('image/png')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('x-content-type-options', 'nosniff')
      // Under its version it never changes; under none, or under that of an earlier one, nothing is kept.
      .header('cache-control', query.v === version ? 'public, max-age=31536000, immutable' : 'no-cache');
    return content;
  });
  serve(room, localTerms.read, (ctx) => readSetting(ctx, 'district.terms'));
  serve(room, localTerms.change, (ctx, { input }) => changeSetting(ctx, 'district.terms', input));
  serve(room, contract.listAreas, async (ctx) => ({ areas: await toViews(ctx, await listAreas(ctx)) }));
  serve(room, contract.createArea, async (ctx, { input }) => toView(ctx, await createArea(ctx, input)));
  serve(room, contract.changeArea, async (ctx, { params, input }) =>
    toView(ctx, await changeArea(ctx, params.id, input)),
  );

  serve(room, contract.levelNames.read, (ctx) => readSetting(ctx, 'levels.names'));
  serve(room, contract.levelNames.change, (ctx, { input }) => changeSetting(ctx, 'levels.names', input));
  serve(room, contract.emergencyNumbers.read, (ctx) => readSetting(ctx, 'emergency.numbers'));
  serve(room, contract.emergencyNumbers.change, (ctx, { input }) => changeSetting(ctx, 'emergency.numbers', input));
  serve(room, contract.deskNotice.read, (ctx) => readSetting(ctx, 'desk.notice'));
  serve(room, contract.deskNotice.change, (ctx, { input }) => changeSetting(ctx, 'desk.notice', input));

  serve(room, contract.serviceWeek.read, async (ctx) => withOwnLists(await readSetting(ctx, 'calendar.week')));
  serve(room, contract.serviceWeek.change, async (ctx, { input }) =>
    withOwnLists(await changeSetting(ctx, 'calendar.week', input)),
  );
  serve(room, readCalendarYears, (ctx) => listCalendarYears(ctx));
  serve(room, readCalendarYear, (ctx, { params }) => readYear(ctx, params.year));
  serve(room, changeCalendarYear, (ctx, { params, input }) => writeYear(ctx, params.year, input));
}

function withOwnPhones(setting: Awaited<ReturnType<typeof changeBrand>>) {
  const { servicePhones, ...value } = setting.value;
  return { ...setting, value: { ...value, servicePhones: [...servicePhones] } };
}

type AreaOut = Awaited<ReturnType<typeof createArea>>;

async function toViews(ctx: Context, areas: readonly AreaOut[]) {
  const { value: names } = await readSetting(ctx, 'levels.names');
  return areas.map((area) => ({
    ...area,
    levelName: names[area.level],
    serviceHours: area.serviceHours === null ? null : copyWeek(area.serviceHours),
  }));
}

async function toView(ctx: Context, area: AreaOut) {
  const [view] = await toViews(ctx, [area]);
  return view!;
}

function withOwnLists(setting: Awaited<ReturnType<typeof readSetting<'calendar.week'>>>) {
  return { ...setting, value: copyWeek(setting.value) };
}

/** The answer's schema wants lists it may write to. */
function copyWeek(week: NonNullable<AreaOut['serviceHours']>) {
  return week.map((day) => day.map(({ from, to }) => ({ from, to })));
}
