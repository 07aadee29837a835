// The logo of a district: taken like any picture people send, kept with the settings, shown in every head and on paper.

import { createHash } from 'node:crypto';

import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { PictureUnreadable, inspectPicture, reencodeLogo } from '#platform/pictures.ts';

import { changeGround, noteChange } from './actions-ground.ts';
import { saveSetting } from './actions-settings.ts';
import { LOGO_TYPES } from './contract-logo.ts';
import { guardHolds } from './rules.ts';
import { findSetting } from './store.ts';

const KEY = 'district.logo';
const VERSION_CHARACTERS = 16;

/** What stands in the settings; null after it was taken away. */
interface KeptLogo {
  readonly version: string;
  readonly width: number;
  readonly height: number;
  /** PNG, base64. */
  readonly content: string;
}

export interface LogoView {
  version: string;
  width: number;
  height: number;
}

/** @throws {Problem} `permission-missing`, `file-not-accepted` with the reason */
export async function saveLogo(ctx: Context, bytes: Buffer): Promise<LogoView> {
  guardHolds(ctx.actor, 'district.settings', ctx.district.path);
  const { content, width, height } = await encoded(bytes);
  const version = createHash('sha256').update(content).digest('hex').slice(0, VERSION_CHARACTERS);
  await keep(ctx, { version, width, height, content: content.toString('base64') });
  return { version, width, height };
}

/** @throws {Problem} `permission-missing` */
export async function takeLogoAway(ctx: Context): Promise<{ isRemoved: boolean }> {
  guardHolds(ctx.actor, 'district.settings', ctx.district.path);
  const known = await inTransaction(ctx, keptLogo);
  if (known === null) return { isRemoved: false };
  await keep(ctx, null);
  return { isRemoved: true };
}

/** For what every page has to know. Inside a transaction of the caller. */
export async function logoView(ctx: TransactionContext): Promise<LogoView | null> {
  const kept = await keptLogo(ctx);
  if (kept === null) return null;
  const { version, width, height } = kept;
  return { version, width, height };
}

/** For paper, where no address can be followed. */
export function logoAddress(ctx: Context): Promise<string | null> {
  return inTransaction(ctx, async (ctx) => {
    const kept = await keptLogo(ctx);
    return kept === null ? null : `data:image/png;base64,${kept.content}`;
  });
}

/** @throws {Problem} `not-found` */
export async function openLogo(ctx: Context): Promise<{ version: string; content: Buffer }> {
  const kept = await inTransaction(ctx, keptLogo);
  if (kept === null) throw problem('not-found', 'This district has no logo');
  return { version: kept.version, content: Buffer.from(kept.content, 'base64') };
}

async function keptLogo(ctx: TransactionContext): Promise<KeptLogo | null> {
  return ((await findSetting(ctx, KEY))?.value ?? null) as KeptLogo | null;
}

function keep(ctx: Context, value: KeptLogo | null): Promise<void> {
  return changeGround(ctx, async (ctx) => {
    const version = (await findSetting(ctx, KEY))?.version ?? 0;
    await saveSetting(ctx, KEY, { value, source: '上传', version });
    await noteChange(ctx, {
      act: 'setting.change',
      subjectKind: 'setting',
      subjectId: null,
      path: ctx.district.path,
      codes: { key: KEY, isRemoved: value === null },
    });
  });
}

async function encoded(bytes: Buffer) {
  const inspected = inspectPicture(bytes);
  if ('refused' in inspected) throw notAccepted(inspected.refused, inspected.format);
  try {
    return await reencodeLogo(bytes);
  } catch (error) {
    if (error instanceof PictureUnreadable) throw notAccepted('not-a-picture');
    throw error;
  }
}

function notAccepted(reason: string, format?: string) {
  return problem('file-not-accepted', `The file is refused: ${format ?? reason}`, {
    reason,
    ...(format === undefined ? {} : { format }),
    allowed: LOGO_TYPES,
  });
}
