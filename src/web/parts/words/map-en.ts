// Words of a map in English.

import type { mapZhCN } from './map-zh-CN.ts';

export const mapEn: Readonly<Record<keyof typeof mapZhCN, string>> = {
  'map.label': '{label}. Arrow keys move it, plus and minus zoom, Enter chooses what is in the middle.',
  'map.closer': 'Zoom in',
  'map.farther': 'Zoom out',
  'map.whole': 'Show everything',
  'scale.words': 'Scale {length}',
  'scale.metres': '{n} m',
  'scale.kilometres': '{n} km',
};
