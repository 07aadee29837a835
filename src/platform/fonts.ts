// Where a font with Han characters lies on this machine: as the operator said, else in the usual places.

import { access } from 'node:fs/promises';

import type { FontFile } from '#config';

export type { FontFile } from '#config';

/** In the order they are looked for. Packages: fonts-noto-cjk, google-noto-sans-cjk, noto-fonts-cjk, wqy; then what Windows brings. */
const USUAL_PLACES: readonly FontFile[] = [
  noto('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  noto('/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc'),
  noto('/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc'),
  noto('/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc'),
  { path: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', name: 'WenQuanYiMicroHei' },
  { path: '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf', name: null },
  { path: 'C:\\Windows\\Fonts\\simhei.ttf', name: null },
];

function noto(path: string): FontFile {
  return { path, name: 'NotoSansCJKsc-Regular' };
}

/** The fonts to try, the best first; a configured one is the only one, so that a slip in it is noticed. */
export async function cjkFonts(
  configured: FontFile | undefined,
  places: readonly FontFile[] = USUAL_PLACES,
): Promise<FontFile[]> {
  const wanted = configured === undefined ? places : [configured];
  const found = await Promise.all(wanted.map(async (font) => ({ font, isThere: await isReadable(font.path) })));
  return found.filter(({ isThere }) => isThere).map(({ font }) => font);
}

async function isReadable(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
