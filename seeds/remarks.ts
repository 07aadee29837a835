// What the suggestion box of the demo holds: written by hand, put in as anybody would, one of them longer unread than was promised.

import { putRemark } from '#modules/remarks/actions.ts';
import type { Context } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';

import { idOf } from './random.ts';

const DAY_MINUTES = 1_440;

const REMARKS = [
  { daysAgo: 1, page: 'place', words: '码贴得太高，老人够不着手机对不准，能不能往下挪一点' },
  { daysAgo: 3, page: 'trace', words: '办好了来电话的小姑娘很耐心，就是打来的时候我在上班，晚上打更好' },
  { daysAgo: 11, page: 'home', words: '字能不能再大点，我妈看“进度”那一页要戴两副眼镜' },
] as const;

export async function fillRemarks(ctx: Context): Promise<void> {
  for (const { daysAgo, page, words } of REMARKS) {
    const now = addMinutes(ctx.now, -daysAgo * DAY_MINUTES);
    await putRemark({ ...ctx, now }, { id: idOf('remark', ctx.district.key, words), words, page }, `demo ${daysAgo}`);
  }
}
